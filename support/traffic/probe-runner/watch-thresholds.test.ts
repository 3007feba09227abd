import assert from 'node:assert/strict';
import test from 'node:test';
import { Log } from './log.ts';
import { TestRun } from './test-run.ts';
import { defineThresholds } from './threshold.ts';
import { watchThresholds } from './watch-thresholds.ts';

test('a threshold without a sample stops nothing, one that is crossed does', (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] });
  using log = new Log('/dev/null');
  const settings = { script: '/x.ts', environment: {}, samples: undefined, log: undefined, summaryExport: undefined };
  const run = new TestRun({ ...settings, thresholds: true }, log, undefined);
  const seen = run.metrics.define('seen', 'counter', 'default');
  const expressions = { seen: [{ threshold: 'count>1', abortOnFail: true }] };
  run.thresholds = defineThresholds(expressions, run.metrics);
  using _watch = watchThresholds(run);
  context.mock.timers.tick(2000);
  assert.equal(run.stopped.aborted, false);
  run.push(seen, 1, {});
  context.mock.timers.tick(2000);
  assert.match(String(run.stopped.reason), /seen count>1/);
});
