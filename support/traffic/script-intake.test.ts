import assert from 'node:assert/strict';
import test from 'node:test';
import { now, TimelineRecorder } from '../timeline/recorder.ts';
import { NORMAL } from './priority.ts';
import { ScriptIntake } from './script-intake.ts';

const plan = {
  script: '/x.ts',
  doors: [{ node: 'worker', url: 'http://127.0.0.1:1/' }],
  maxDurationMs: 1000,
  folder: '/tmp/x',
};

function intake() {
  const timeline = new TimelineRecorder();
  return { timeline, samples: new ScriptIntake({ name: 'k6', version: '2.3.0', priority: NORMAL }, plan, timeline) };
}

/** What k6 writes of a request that ended at this time of the wall clock, as a rule after 5 ms. */
function lines(
  endedAt: number,
  failure: Readonly<Record<string, string | undefined>> = {},
  connecting = 0,
  duration = 5,
): string[] {
  const time = new Date(endedAt).toISOString();
  const tags = { stream: 'fresh', status: '200', url: 'http://127.0.0.1:1/', ...failure };
  const parts = { http_req_duration: duration, http_req_blocked: connecting, http_req_connecting: connecting };
  const values = { http_reqs: 1, ...parts };
  return Object.entries(values).map(([metric, value]) =>
    JSON.stringify({ type: 'Point', metric, data: { time, value, tags } }),
  );
}

test("samples are on the timeline's clock, also when the wall clock was set since the start", (context) => {
  const wall = Date.now();
  context.mock.method(Date, 'now', () => now() - 60_000);
  const { timeline, samples } = intake();
  samples.take(lines(wall - 60_000));
  const [started, sample] = timeline.facts;
  assert.ok(started?.type === 'traffic-started' && sample?.type === 'probe-sample');
  assert.ok(Math.abs(sample.at - wall) <= 1, `${sample.at - wall} ms`);
  assert.equal(sample.startedAt, sample.at - 5);
});

test('what ends after the cut is left out: it was interrupted', () => {
  const { timeline, samples } = intake();
  const at = Date.now();
  samples.take(lines(at));
  samples.cut(at + 10);
  samples.take(lines(at + 20));
  assert.equal(samples.counts.requests, 1);
  assert.equal(timeline.facts.filter(({ type }) => type === 'probe-sample').length, 1);
});

for (const [missing, tags] of [
  ['status', { status: undefined }],
  ['error_code', { status: '0' }],
  ['error', { status: '0', error_code: '1000' }],
] as const) {
  test(`a tagged request that does not tell its ${missing} is an error that names it`, () => {
    const { samples } = intake();
    assert.throws(() => samples.take(lines(Date.now(), tags)), {
      name: 'MeterError',
      message: new RegExp(`^script /x.ts: .* has no tag ${missing},.*systemTags`),
    });
    samples.take(lines(Date.now() + 1, { ...tags, stream: undefined }));
  });
}

test('the door is that of the URL, and without one that of the tag', () => {
  const { timeline, samples } = intake();
  const at = Date.now();
  samples.take([
    ...lines(at, { door: '127.0.0.1:2' }),
    ...lines(at + 10, { url: 'mine', door: '127.0.0.1:1' }),
    ...lines(at + 20, { url: 'mine' }),
    ...lines(at + 30, { url: undefined, door: '127.0.0.1:3' }),
  ]);
  const told = timeline.facts.filter((fact) => fact.type === 'probe-sample');
  assert.deepEqual(
    told.map(({ door }) => door),
    ['worker', 'worker', 'no door', 'no door'],
  );
});

test('a request without an answer in time stalled where it had a connection, else it found none', () => {
  const { timeline, samples } = intake();
  const late = { status: '0', error_code: '1050', error: 'request timeout' };
  const at = Date.now();
  samples.take([...lines(at, late, 1, 2000), ...lines(at + 10, late, 0, 2000), ...lines(at + 20, late, 0, 0)]);
  const told = timeline.facts.filter((fact) => fact.type === 'probe-sample');
  assert.deepEqual(
    told.map(({ outcome, connection }) => [outcome, connection]),
    [
      ['stalled', 'new'],
      ['stalled', 'reused'],
      ['timeout', 'none'],
    ],
  );
});
