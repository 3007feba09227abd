import assert from 'node:assert/strict';
import test from 'node:test';
import { MeterError } from './meter-error.ts';
import { readSample } from './read-sample.ts';

// Lines in the form that k6 2.2.0 writes: reference/k6.md section 1.2.
const definition =
  '{"type":"Metric","data":{"name":"probe_latency","type":"trend","contains":"time","thresholds":[],"submetrics":null},"metric":"probe_latency"}';
const answered =
  '{"metric":"probe_latency","type":"Point","data":{"time":"2026-11-24T09:18:47.071493206Z","value":3,"tags":{"connection":"reused","door":"1","error_code":"0","pod":"rng-x7k2p","scenario":"keepalive","status":"200"},"metadata":{"due":"1795511927067.5","error":"","request":"17","start":"1795511927068"}}}';
const refused =
  '{"metric":"probe_latency","type":"Point","data":{"time":"2026-11-24T09:18:47.1Z","value":0,"tags":{"connection":"none","door":"0","error_code":"1212","pod":"","scenario":"fresh","status":"0"},"metadata":{"due":"1795511927100","error":"dial: connection refused","request":"4","start":"1795511927100"}}}';
const dropped =
  '{"metric":"dropped_iterations","type":"Point","data":{"time":"2026-11-24T09:18:47.071493206Z","value":2,"tags":{"scenario":"fresh"}}}';

test('an answered request', () => {
  assert.deepEqual(readSample(answered), {
    kind: 'sample',
    sample: {
      stream: 'keepalive',
      request: 17,
      startedAt: 1795511927068,
      dueAt: 1795511927067.5,
      durationMs: 3,
      outcome: 'ok',
      status: 200,
      errorCode: 0,
      pod: 'rng-x7k2p',
      door: 1,
      connection: 'reused',
    },
  });
});

test('a refused request has no pod', () => {
  const reading = readSample(refused);
  assert.equal(reading?.kind, 'sample');
  assert.equal(reading.sample.outcome, 'refused');
  assert.equal(reading.sample.pod, undefined);
  assert.equal(reading.sample.durationMs, 0);
});

test('no answer in time: stalled over a connection, a timeout without one and over UDP', () => {
  const late = refused.replace('"1212"', '"1050"').replace('dial: connection refused', 'request timeout');
  const outcome = (line: string) => {
    const reading = readSample(line);
    return reading?.kind === 'sample' ? reading.sample.outcome : undefined;
  };
  assert.equal(outcome(late.replace('"connection":"none"', '"connection":"new"')), 'stalled');
  assert.equal(outcome(late.replace('"connection":"none"', '"connection":"reused"')), 'stalled');
  assert.equal(outcome(late), 'timeout');
  assert.equal(
    outcome(late.replace('"connection":"none"', '"connection":"reused"').replace('fresh', 'udp')),
    'timeout',
  );
});

test('tags and metadata that are empty may be absent', () => {
  const bare = refused.replace('"pod":"",', '').replace('"error":"dial: connection refused",', '');
  const reading = readSample(bare);
  assert.equal(reading?.kind === 'sample' && reading.sample.outcome, 'refused');
});

test('dropped iterations, with the instant at which they were due', () => {
  const at = Date.UTC(2026, 10, 24, 9, 18, 47, 71);
  assert.deepEqual(readSample(dropped), { kind: 'dropped', stream: 'fresh', count: 2, at });
});

test('other lines say nothing', () => {
  assert.equal(readSample(definition), undefined);
  assert.equal(readSample(answered.replace('probe_latency', 'http_req_duration')), undefined);
});

for (const [what, line] of [
  ['half a line', answered.slice(0, 50)],
  ['a missing start', answered.replace(',"start":"1795511927068"', '')],
  ['an unknown stream', answered.replace('keepalive', 'sideways')],
  ['an unknown connection', answered.replace('reused', 'borrowed')],
  ['a duration that is no number', answered.replace('"value":3', '"value":null')],
] as const) {
  test(`${what} is an error that shows it`, () => {
    assert.throws(() => readSample(line), MeterError);
  });
}
