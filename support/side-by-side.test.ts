import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { type ISupportCodeLibrary, loadConfiguration, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';

const FEATURE = `Feature: f
  @nodes
  Scenario: node
    Given work
  Scenario: one
    Given work
  Scenario: two
    Given failure
    And work
  Scenario: three
    Given work
`;

/** Of the first run: a process loads a module once. */
let glue: ISupportCodeLibrary | undefined;

/** Runs the feature with the real Cucumber: whether all passed, and which scenarios were under way whenever one began. */
async function run(context: TestContext, lanes: string, retry = 0) {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-lanes-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const feature = join(folder, 'a.feature');
  writeFileSync(feature, FEATURE);
  process.env['KINDLING_PARALLEL'] = lanes;
  context.after(() => delete process.env['KINDLING_PARALLEL']);
  const { runConfiguration } = await loadConfiguration({
    file: false,
    provided: {
      paths: [feature],
      import: ['support/testing/side-by-side-glue.ts'],
      retry,
    },
  });
  const envelopes: Envelope[] = [];
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });
  const configuration = glue === undefined ? runConfiguration : { ...runConfiguration, support: glue };
  const { success, support } = await runCucumber(configuration, { stdout }, (envelope) => envelopes.push(envelope));
  glue = support;
  return { success, underWay: underWay(envelopes) };
}

function underWay(envelopes: readonly Envelope[]): string[] {
  const pickles = new Map(envelopes.flatMap(({ pickle }) => (pickle === undefined ? [] : [[pickle.id, pickle.name]])));
  const cases = new Map(envelopes.flatMap(({ testCase }) => (testCase ? [[testCase.id, testCase.pickleId]] : [])));
  const names = new Map<string, string>();
  const seen: string[] = [];
  for (const { testCaseStarted, testCaseFinished } of envelopes) {
    if (testCaseStarted !== undefined) {
      names.set(testCaseStarted.id, pickles.get(cases.get(testCaseStarted.testCaseId) ?? '') ?? '');
      seen.push([...names.values()].join('+'));
    }
    if (testCaseFinished !== undefined) names.delete(testCaseFinished.testCaseStartedId);
  }
  return seen;
}

test('Cucumber runs as many scenarios at a time as asked for, node faults by themselves, and hears of failures', async (context) => {
  const { success, underWay: seen } = await run(context, '2');
  assert.equal(success, false);
  assert.deepEqual(seen.slice(0, 2), ['one', 'one+two']);
  assert.match(seen[2] ?? '', /^(one|two)\+three$/);
  assert.deepEqual(seen.slice(3), ['node']);
});

test('one at a time is the order of the features', async (context) => {
  const { success, underWay: seen } = await run(context, '1');
  assert.equal(success, false);
  assert.deepEqual(seen, ['node', 'one', 'two', 'three']);
});

test('--retry is refused before any scenario begins', async (context) => {
  assert.deepEqual(await run(context, '1', 1), { success: false, underWay: [] });
});
