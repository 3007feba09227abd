import assert from 'node:assert/strict';
import test from 'node:test';
import { probeRunner } from '../traffic/probe-runner-meter.ts';
import { benchMeter, unfitness } from './meter-bench.ts';
import { formatMeterResult } from './meter-table.ts';
import { OUTAGE_KINDS } from './outage.ts';

test('a meter is compared with a target that really goes out of order', async () => {
  const outages = OUTAGE_KINDS.map((kind, index) => {
    return { kind, lengthMs: 400, endpoint: index === 1 ? 1 : undefined, afterMs: 300 + index * 1200 };
  });
  const schedule = { outages, endMs: 6300 };
  const options = { schedule, endpoints: 2, ratePerSecond: 50, streams: ['fresh', 'keepalive'], quietMs: 0 } as const;
  const result = await benchMeter(probeRunner('under test'), options, () => {}, AbortSignal.timeout(60_000));
  // Found is what is asserted; how exactly depends on the machine, and is what the bench itself is for.
  assert.deepEqual([result.figures.outages, result.figures.found, result.figures.missed], [10, 10, 0]);
  assert.ok((result.cost.cpuMsPerRequest ?? 0.1) > 0 && result.cost.requests > 300);
  const text = formatMeterResult(result);
  assert.match(text, /^probe-runner \S+ \(under test\) at normal priority, 50 requests\/s a stream\n/);
  assert.match(text, /\nreset, one endpoint +2 +2 +0 /);
  assert.match(text, /\n400 ms +10 +10 +0 /);

  const of = (dropped: number, lateP99Ms: number) =>
    unfitness({ ...result, cost: { ...result.cost, dropped, lateP99Ms } }) ?? 'fit';
  assert.deepEqual(
    [of(0, 40), of(0, 41), of(2, 0)],
    [
      'fit',
      'requests were sent late: 99th percentile 41 ms, at most 40 ms allowed',
      '2 requests were due and never sent',
    ],
  );
});
