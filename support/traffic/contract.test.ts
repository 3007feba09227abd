import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import type { ProbeOutcome } from '../timeline/facts.ts';
import { recordFaults } from './fixtures/record-faults.ts';
import { findK6 } from './k6.ts';
import { readSample, type Sample } from './read-sample.ts';

/** How long the recordings let a request wait, in ms, and the rates of their streams. */
const timeoutMs = 300;
const periodsMs = { fresh: 20, keepalive: 25, control: Number.NaN };

/** What every engine must say of how a request ended; of `ok` the pod that answered, too. */
const endings: Readonly<Partial<Record<ProbeOutcome, Pick<Sample, 'errorCode' | 'status' | 'pod'>>>> = {
  ok: { errorCode: 0, status: 200, pod: 'rng-x7k2p' },
  refused: { errorCode: 1212, status: 0, pod: undefined },
  reset: { errorCode: 1220, status: 0, pod: undefined },
  closed: { errorCode: 1000, status: 0, pod: undefined },
  stalled: { errorCode: 1050, status: 0, pod: undefined },
  'http-status': { errorCode: 1503, status: 503, pod: undefined },
};

const recordings: readonly { readonly name: string; readonly lines: () => Promise<readonly string[] | undefined> }[] = [
  { name: 'golden file of k6', lines: () => golden('k6-faults.ndjson') },
  { name: 'probe runner', lines: () => recordFaults('probe-runner') },
  { name: 'k6 of this machine', lines: async () => ((await hasK6()) ? recordFaults('k6') : undefined) },
];

for (const { name, lines } of recordings) {
  test(`contract: ${name}`, async (context) => {
    const text = await lines();
    if (text === undefined) return context.skip('NOT TESTED: no k6 on PATH');
    const samples = text
      .map((line) => readSample(line))
      .filter((reading) => reading?.kind === 'sample')
      .map((reading) => reading.sample);
    await context.test('every kind of ending comes in both streams, each as it must be told', () =>
      endingsAreTold(samples),
    );
    await context.test('requests are numbered from 0 without gaps, and due one period apart', () =>
      numbersRise(samples),
    );
    await context.test('connections: new ones for fresh, kept ones for keepalive, none when refused', () =>
      connectionsAreTold(samples),
    );
    await context.test('times agree: a sample is told when its request has ended', () => timesAgree(text));
    await context.test('a Metric line comes before the first Point of a metric', () => metricsAreAnnounced(text));
  });
}

test('contract: requests that k6 dropped', async () => {
  const readings = (await golden('k6-dropped.ndjson')).map((line) => readSample(line));
  assert.deepEqual(readings, [
    undefined,
    { kind: 'dropped', stream: 'fresh', count: 1, at: Date.parse('2026-11-24T09:18:47.500Z') },
    { kind: 'dropped', stream: 'keepalive', count: 2, at: Date.parse('2026-11-24T09:18:47.520Z') },
  ]);
});

function endingsAreTold(samples: readonly Sample[]): void {
  for (const stream of ['fresh', 'keepalive'] as const) {
    const own = samples.filter((sample) => sample.stream === stream);
    for (const [outcome, ending] of Object.entries(endings)) {
      const found = own.filter((sample) => sample.outcome === outcome);
      assert.ok(found.length > 0, `${stream}: no request ended as ${outcome}`);
      for (const { errorCode, status, pod } of found) assert.deepEqual({ errorCode, status, pod }, ending);
    }
    assert.deepEqual(
      // A listener that closes resets whoever is just dialling, which k6 counts among the dialling errors.
      own.filter(({ outcome, errorCode }) => endings[outcome] === undefined && errorCode !== 1213),
      [],
    );
  }
}

function numbersRise(samples: readonly Sample[]): void {
  for (const stream of ['fresh', 'keepalive'] as const) {
    const own = samples.filter((sample) => sample.stream === stream).sort((a, b) => a.request - b.request);
    const [first] = own;
    assert.ok(first !== undefined);
    own.forEach(({ request, dueAt, startedAt, door }, index) => {
      assert.equal(request, index);
      assert.ok(Math.abs(dueAt - first.dueAt - index * periodsMs[stream]) < 0.01);
      // k6 tells its start in whole milliseconds.
      assert.ok(startedAt >= dueAt - 1 && startedAt < dueAt + 2000);
      assert.ok(door === 0 || door === 1);
      if (stream === 'fresh') assert.equal(door, index % 2);
    });
  }
}

function connectionsAreTold(samples: readonly Sample[]): void {
  for (const { stream, outcome, connection } of samples) {
    if (outcome === 'refused' || outcome === 'unreachable') assert.equal(connection, 'none');
    else if (stream === 'fresh') assert.equal(connection, 'new');
    else assert.notEqual(connection, 'none');
  }
  assert.ok(samples.some(({ outcome, connection }) => outcome === 'ok' && connection === 'reused'));
}

function timesAgree(lines: readonly string[]): void {
  for (const line of lines) {
    const reading = readSample(line);
    if (reading?.kind !== 'sample') continue;
    const { startedAt, durationMs, outcome } = reading.sample;
    const { time } = (JSON.parse(line) as { data: { time: string } }).data;
    assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/);
    assert.ok(Math.abs(Date.parse(time) - startedAt - durationMs) < 100, line);
    if (outcome === 'stalled') assert.ok(durationMs >= timeoutMs - 2 && durationMs < timeoutMs + 500, line);
  }
}

function metricsAreAnnounced(lines: readonly string[]): void {
  const announced = new Map<string, unknown>();
  for (const line of lines) {
    const { type, metric, data } = JSON.parse(line) as { type: string; metric: string; data: unknown };
    if (type === 'Metric') announced.set(metric, data);
    else assert.ok(announced.has(metric), `a Point of ${metric} before its Metric line`);
  }
  const { type, contains } = announced.get('probe_latency') as { type: string; contains: string };
  assert.deepEqual([type, contains], ['trend', 'time']);
}

async function golden(name: string): Promise<string[]> {
  const text = await readFile(join(import.meta.dirname, 'fixtures/golden', name), 'utf8');
  return text.split('\n').filter(Boolean);
}

async function hasK6(): Promise<boolean> {
  return (await findK6('k6', 'contract', process.env, AbortSignal.timeout(10_000))).k6 !== undefined;
}
