import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfiguration, runCucumber } from '@cucumber/cucumber/api';

test("Cucumber's --retry is refused before anything is started", async () => {
  const { runConfiguration } = await loadConfiguration({
    file: false,
    provided: { paths: ['features/none.feature'], plugin: ['./support/selection-plugin.ts'], retry: 1 },
  });
  await assert.rejects(runCucumber(runConfiguration), (error) => {
    const texts = [];
    for (let at: unknown = error; at instanceof Error; at = at.cause) texts.push(at.message);
    assert.match(texts.join('\n'), /--retry is of no use here/);
    return true;
  });
});
