import assert from 'node:assert/strict';
import test from 'node:test';
import { now, TimelineRecorder } from '../timeline/recorder.ts';
import { NORMAL } from './priority.ts';
import { SampleIntake } from './sample-intake.ts';

/** Wall-clock time at which scenarios of these tests began; requests are due each 20 ms. */
const start = 1_795_511_927_000;

function intake() {
  const timeline = new TimelineRecorder();
  const plan = {
    streams: [{ stream: 'fresh' as const, ratePerSecond: 50 }],
    doors: [{ node: 'worker', url: 'http://127.0.0.1:1/' }],
    timeoutMs: 1000,
    maxDurationMs: 9000,
    folder: '/tmp/x',
  };
  return { timeline, samples: new SampleIntake(plan, { name: 'k6', version: '2.2.0', priority: NORMAL }, timeline) };
}

/** The line of a request sent `lateMs` after it was due. */
function line(request: number, lateMs = 0, changes: { door?: string; status?: string } = {}): string {
  const due = start + request * 20;
  const { door = '0', status = '200' } = changes;
  const tags = {
    scenario: 'fresh',
    door,
    status,
    error_code: status === '200' ? '0' : '1503',
    connection: 'new',
    pod: 'a',
  };
  const metadata = { request: String(request), start: String(due + lateMs), due: String(due), error: '' };
  return JSON.stringify({ type: 'Point', metric: 'probe_latency', data: { time: '', value: 5, tags, metadata } });
}

function dropped(at: number): string {
  const data = { time: new Date(at).toISOString(), value: 1, tags: { scenario: 'fresh' } };
  return JSON.stringify({ type: 'Point', metric: 'dropped_iterations', data });
}

test('requests, failures, drops and lateness are counted up to the cut', () => {
  const { timeline, samples } = intake();
  assert.deepEqual(samples.silent, ['fresh']);
  samples.take([line(1, 7), line(0, -1), line(2, 0, { status: '503' }), dropped(start + 30)]);
  samples.cut(start + 50);
  samples.take([dropped(start + 70), line(3), line(4)]);
  assert.deepEqual(samples.undrained, []);
  const summary = samples.finish();
  assert.deepEqual(summary, { requests: 3, failed: 1, dropped: 1, lateMaxMs: 7, lateP99Ms: 7 });
  assert.deepEqual(
    timeline.facts.map((fact) =>
      fact.type === 'probe-sample' ? [fact.request, fact.at - start, fact.lateMs] : [fact.type, fact.at - start],
    ),
    [
      ['traffic-started', -1],
      [1, 32, 7],
      [0, 4, 0],
      [2, 45, 0],
      ['traffic-stopped', 50],
    ],
  );
});

test('a request from just after the cut is kept if a later number was from before it: numbers have no gaps', () => {
  const { timeline, samples } = intake();
  samples.take([line(0)]);
  samples.cut(start + 21);
  samples.take([line(1, 3), line(2, -20), line(3), line(4)]);
  assert.equal(samples.finish().requests, 3);
  const requests = timeline.facts.filter((fact) => fact.type === 'probe-sample').map(({ request }) => request);
  assert.deepEqual(requests.toSorted(), [0, 1, 2]);
});

test('requests that left no sample are named', () => {
  const { samples } = intake();
  samples.take([line(0), line(3)]);
  assert.equal(samples.gaps, 'fresh 1, 2');
  samples.take([line(1), line(2)]);
  assert.equal(samples.gaps, '');
});

test('a door that was not planned is an error', () => {
  const { samples } = intake();
  assert.throws(() => samples.take([line(0, 0, { door: '7' })]), /no door number 7/);
});

test("samples are on the timeline's clock, also when the wall clock was set since the start", (context) => {
  context.mock.method(Date, 'now', () => now() + 60_000);
  const { timeline, samples } = intake();
  samples.take([line(0)]);
  const sample = timeline.facts.find((fact) => fact.type === 'probe-sample');
  assert.ok(Math.abs((sample?.startedAt ?? 0) - (start - 60_000)) <= 1);
});

test('a request that was clearly sent before it was due stays early on the timeline: somebody has set the clock back', () => {
  const { timeline, samples } = intake();
  samples.take([line(0), line(1, -50), line(2, -51), line(3, -3_600_000)]);
  const late = timeline.facts.filter((fact) => fact.type === 'probe-sample').map(({ lateMs }) => lateMs);
  assert.deepEqual(late, [0, 0, -51, -3_600_000]);
});
