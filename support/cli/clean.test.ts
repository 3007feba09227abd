import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { execa } from 'execa';
import { ownCache, recordRun } from '../../clusters/registry/testing/recorded-runs.ts';

function clean(words: readonly string[], env: Record<string, string> = {}) {
  return execa(process.execPath, ['support/cli/clean.ts', ...words], { env, reject: false, timeout: 60_000 });
}

test('while a run is under way neither engine nor cache are taken away, and the error names it', async (context) => {
  const cache = ownCache(context);
  recordRun({ id: 'aaaa1111' });
  for (const word of ['--all', '--cache']) {
    const { exitCode, stderr } = await clean([word]);
    assert.equal(exitCode, 4, stderr);
    assert.match(stderr, /Still under way: run aaaa1111/);
    assert.doesNotMatch(stderr, /Cache: deleted|Nothing was left behind/);
  }
  assert.ok(existsSync(join(cache, 'runs', 'aaaa1111', 'record.json')));
});

test('what was removed is told, and that nothing was left behind only when nothing was', async (context) => {
  const cache = ownCache(context);
  // Of this cache there is no engine, and nobody's Docker is looked at.
  const env = { KINDLING_ENGINE: 'embedded' };
  const nothing = await clean([], env);
  assert.match(nothing.stderr, /Nothing was left behind/);
  const deleted = await clean(['--cache'], env);
  assert.equal(deleted.exitCode, 0, deleted.stderr);
  assert.match(deleted.stderr, /Cache: deleted/);
  assert.doesNotMatch(deleted.stderr, /Nothing was left behind/);
  assert.equal(existsSync(cache), false);
});

test('help says what --cache implies, and when both are refused', async () => {
  const { exitCode, stdout } = await clean(['--help']);
  assert.equal(exitCode, 0);
  assert.match(stdout, /--cache [^-]*\(implies\s+--all\)/);
  assert.match(stdout, /--all and --cache are refused while a run is under way/);
});
