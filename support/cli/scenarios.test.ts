import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
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

test('help names tags that there are', async () => {
  const { exitCode, stdout } = await scenarios('--help');
  assert.equal(exitCode, 0);
  const named = stdout.match(/(?<=[" ])@[a-z-]+/g) ?? [];
  assert.ok(named.length > 0, stdout);
  const features = globSync('features/**/*.feature').map((file) => readFileSync(file, 'utf8'));
  for (const tag of named)
    assert.ok(
      features.some((text) => text.split(/\s+/).includes(tag)),
      tag,
    );
});
