import assert from 'node:assert/strict';
import { globSync, mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { execa } from 'execa';

function scenarios(words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return execa(process.execPath, ['support/cli/scenarios.ts', ...words], { env, reject: false, timeout: 60_000 });
}

test('words that select no scenario are wrong usage, heard before anything is started', async () => {
  for (const words of [
    ['features/replacement/scaling.feature:1'],
    ['--tags', '@nobody'],
    ['--name', '^There is no such thing$'],
  ]) {
    const { exitCode, stdout, stderr } = await scenarios(words);
    assert.equal(exitCode, 2);
    assert.match(stderr, /no scenario is selected/);
    assert.doesNotMatch(stderr + stdout, /Container engine|Cluster/);
  }
});

test('words that are none, by option or by environment, are wrong usage', async () => {
  for (const [words, environment, said] of [
    [['-k', '1.2'], {}, /Kubernetes 1\.2 is not known here: choose one of 1\./],
    [['--parallel', '0'], {}, /'-p, --parallel <number>' argument '0' is invalid\. write a whole number/],
    [[], { KINDLING_PARALLEL: 'many' }, /KINDLING_PARALLEL is "many"/],
    [[], { KINDLING_KUBERNETES: '2' }, /Kubernetes 2 is not known here/],
  ] as const) {
    const { exitCode, stderr } = await scenarios(words, environment);
    assert.equal(exitCode, 2, stderr);
    assert.match(stderr, said);
  }
});

test('steps that nobody defined are named with their scenario before anything is started', async () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'kindling-steps-'));
  const feature = join(folder.path, 'typo.feature');
  const steps = ['Given deployment/rng recreates', 'When I scale deployment/rng to 3 replicas'];
  writeFileSync(feature, `Feature: typo\n  Scenario: one\n    ${steps.join('\n    ')}\n`);
  const { exitCode, stdout, stderr } = await scenarios([feature]);
  assert.equal(exitCode, 2);
  assert.match(
    stderr,
    /this is no step; "npm run steps" lists those that are:\n {2}deployment\/rng recreates {2}\(in .*typo\.feature:2\)$/m,
  );
  assert.doesNotMatch(stderr + stdout, /I scale|Container engine|Cluster/);
});

test('help names tags that there are', async () => {
  const { exitCode, stdout } = await scenarios(['--help']);
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
