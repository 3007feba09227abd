import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Ajv } from 'ajv';
import type { Fact } from '../timeline/facts.ts';
import { buildReport } from './model.ts';
import schema from './summary.schema.json' with { type: 'json' };
import { formatSummary } from './summary-json.ts';
import { sampleRun } from './testing/sample-run.ts';

const validate = new Ajv({ allErrors: true }).compile(closed(schema));

/** The same schema, in which a field that it does not name is an error: what is written must be described. */
function closed<T>(part: T): T {
  if (Array.isArray(part)) return part.map(closed) as T;
  if (typeof part !== 'object' || part === null) return part;
  const inside = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]));
  return ('properties' in part ? { ...inside, additionalProperties: false } : inside) as T;
}

it('summary.json is what its schema says, and nothing more', () => {
  const script: Fact = {
    type: 'script-finished',
    ...{ seq: 9999, at: 0, scenario: 's1', script: '/x.ts', exitCode: 0 },
    thresholds: [{ on: 'http_reqs', expression: 'count>0', holds: true }],
    ...{ checks: [{ name: 'it answered', passed: 3, failed: 0 }], exceptions: [] },
  };
  const told = sampleRun().map((fact) => {
    if (fact.type !== 'run-started') return fact;
    const host = { cores: 2, memoryBytes: 2 ** 33, kernel: '6.12.8', platform: 'linux/x64', node: 'v24.21.0' };
    return { ...fact, host, cluster: { ...fact.cluster, controlPlanes: 1 } };
  });
  for (const facts of [sampleRun(), [...sampleRun(), script], told, []]) {
    validate(JSON.parse(formatSummary(buildReport(facts))));
    assert.deepEqual(validate.errors ?? [], []);
  }
});

it('the schema takes a summary of before ghost traffic told when it began', () => {
  const summary = JSON.parse(formatSummary(buildReport(sampleRun())));
  const ghosts = summary.scenarios.flatMap((scenario: { ghosts: { fromMs?: number }[] }) => scenario.ghosts);
  assert.ok(ghosts.length > 0);
  for (const ghost of ghosts) {
    assert.equal(typeof ghost.fromMs, 'number');
    delete ghost.fromMs;
  }
  assert.ok(validate(summary));
});

it('the schema refuses another version, and a verdict that is none', () => {
  const summary = JSON.parse(formatSummary(buildReport(sampleRun())));
  assert.equal(validate({ ...summary, version: 1 }), false);
  assert.equal(validate({ ...summary, scenarios: [{ ...summary.scenarios[0], verdict: 'fine' }] }), false);
});
