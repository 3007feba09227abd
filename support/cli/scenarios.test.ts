import assert from 'node:assert/strict';
import { test } from 'node:test';
import { execa } from 'execa';

function scenarios(...words: string[]) {
  return execa(process.execPath, ['support/cli/scenarios.ts', ...words], { reject: false, timeout: 60_000 });
}

test('words that select no scenario are wrong usage, heard before anything is started', async () => {
  for (const words of [
    ['features/replacement/scaling.feature:1'],
    ['--tags', '@nobody'],
    ['--name', '^There is no such thing$'],
  ]) {
    const { exitCode, stdout, stderr } = await scenarios(...words);
    assert.equal(exitCode, 2);
    assert.match(stderr, /no scenario is selected/);
    assert.doesNotMatch(stderr + stdout, /Container engine|Cluster/);
  }
});
