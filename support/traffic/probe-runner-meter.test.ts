import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import { now } from '../timeline/recorder.ts';
import { answers, closes, LocalService, resets, stalls } from './fixtures/local-service.ts';
import { isGone, planFor, temporaryFolder, WatchedTraffic } from './fixtures/traffic-test.ts';
import { probeRunner } from './probe-runner-meter.ts';

const meter = probeRunner('under test');
/** Clocks of two processes and a machine that is busy. */
const slackMs = 150;

test('both streams: doors in turn, fresh connections new, keep-alive ones POSTs that reuse theirs', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  const streams = [
    { stream: 'fresh' as const, ratePerSecond: 50 },
    { stream: 'keepalive' as const, ratePerSecond: 40 },
  ];
  await using traffic = await WatchedTraffic.start(meter, planFor(service, folder.path, { streams }));
  await traffic.until(60, ({ stream }) => stream === 'keepalive');
  const summary = await traffic.run.stop();

  const [started] = traffic.timeline.facts;
  assert.equal(started?.type, 'traffic-started');
  assert.deepEqual(started.streams, streams);
  assert.deepEqual(started.meter, { name: 'probe-runner', version: meter.version });
  const stopped = traffic.timeline.facts.at(-1);
  assert.equal(stopped?.type, 'traffic-stopped');
  assert.equal(stopped.requests, traffic.samples().length);
  assert.deepEqual([summary.requests, summary.failed, summary.dropped], [stopped.requests, 0, 0]);
  for (const sample of traffic.samples()) {
    assert.equal(sample.outcome, 'ok');
    assert.equal(sample.pod, 'rng-x7k2p');
    if (sample.stream === 'fresh') assert.equal(sample.door, sample.request % 2 === 0 ? 'worker' : 'worker2');
    assert.ok(sample.startedAt >= started.at && sample.startedAt <= stopped.at);
    assert.ok(sample.durationMs > 0 && Math.abs(sample.at - sample.startedAt - sample.durationMs) < 0.01);
  }
  const doors = traffic.samples('keepalive').map(({ door }) => door);
  assert.ok(doors.includes('worker') && doors.includes('worker2'));
  assert.ok(traffic.samples('fresh').every(({ connection }) => connection === 'new'));
  const reused = traffic.samples('keepalive').filter(({ connection }) => connection === 'reused');
  assert.ok(reused.length > 20, `${reused.length} of ${traffic.samples('keepalive').length} reused a connection`);
  const sockets = (method: string) =>
    service.arrivals.filter((arrival) => arrival.method === method).map(({ socket }) => socket);
  assert.equal(new Set(sockets('GET')).size, sockets('GET').length);
  assert.ok(new Set(sockets('POST')).size < sockets('POST').length);
  const flows = Map.groupBy(traffic.samples('keepalive'), ({ flow }) => flow);
  assert.equal(flows.size, new Set(sockets('POST')).size, 'a number for each connection');
  for (const [first, ...rest] of flows.values()) {
    assert.equal(first?.connection, 'new');
    assert.ok(rest.every(({ connection, door }) => connection === 'reused' && door === first?.door));
  }
  assert.ok(!existsSync(join(folder.path, 'samples.ndjson')), 'samples are gone once they were read');
});

test('a server closed for 500 ms: exactly the requests of that time are refused', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  await using traffic = await WatchedTraffic.start(meter, planFor(service, folder.path));
  await traffic.until(10);
  const closing = now();
  await service.close();
  const closed = now();
  await pass(500);
  const opening = now();
  await service.open();
  const opened = now();
  await traffic.until(10, ({ outcome, startedAt }) => outcome === 'ok' && startedAt > opened);
  const { failed, dropped } = await traffic.run.stop();

  const bad = traffic.samples().filter(({ outcome }) => outcome !== 'ok');
  assert.equal(failed, bad.length);
  assert.equal(dropped, 0);
  for (const { startedAt, at } of bad) assert.ok(at > closing - slackMs && startedAt < opened + slackMs);
  const within = traffic
    .samples()
    .filter(({ startedAt }) => startedAt > closed + slackMs && startedAt < opening - slackMs);
  assert.ok(within.length >= 5, `${within.length} requests in the middle of the outage`);
  for (const { outcome, errorCode, status, connection, pod } of within) {
    assert.deepEqual(
      { outcome, errorCode, status, connection, pod },
      { outcome: 'refused', errorCode: 1212, status: 0, connection: 'none', pod: undefined },
    );
  }
});

test('a server that resets, closes, stalls and answers 503', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  const streams = [
    { stream: 'fresh' as const, ratePerSecond: 50 },
    { stream: 'keepalive' as const, ratePerSecond: 20 },
  ];
  await using traffic = await WatchedTraffic.start(meter, planFor(service, folder.path, { streams }));
  const faults = [
    { outcome: 'reset', errorCode: 1220, status: 0, behaviour: resets },
    { outcome: 'closed', errorCode: 1000, status: 0, behaviour: closes },
    { outcome: 'stalled', errorCode: 1050, status: 0, behaviour: stalls },
    {
      outcome: 'http-status',
      errorCode: 1503,
      status: 503,
      behaviour: (_: unknown, response: { statusCode: number; end(): unknown }) =>
        void Object.assign(response, { statusCode: 503 }).end(),
    },
  ];
  await traffic.until(1, ({ connection }) => connection === 'reused');
  for (const { outcome, behaviour } of faults) {
    service.behaviour = behaviour;
    for (const wanted of ['fresh', 'keepalive'])
      await traffic.until(5, (sample) => sample.stream === wanted && sample.outcome === outcome);
  }
  service.behaviour = answers;
  const { dropped } = await traffic.run.stop();

  assert.equal(dropped, 0);
  for (const sample of traffic.samples().filter(({ outcome }) => outcome !== 'ok')) {
    const fault = faults.find(({ outcome }) => outcome === sample.outcome);
    assert.ok(fault !== undefined, `nothing was made to end as ${sample.outcome}`);
    assert.deepEqual([sample.errorCode, sample.status], [fault.errorCode, fault.status]);
    if (sample.outcome === 'stalled') assert.ok(sample.durationMs >= 299 && sample.durationMs < 300 + slackMs);
  }
  assert.ok(
    traffic.samples('keepalive').some(({ outcome, connection }) => outcome === 'reset' && connection === 'reused'),
  );
});

test('a stalled server does not slow the load down', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  service.behaviour = stalls;
  await using traffic = await WatchedTraffic.start(meter, planFor(service, folder.path));
  await traffic.until(50);
  const summary = await traffic.run.stop();
  // A busy machine delays some requests; a schedule that is not absolute delays all that follow, for good.
  const last = traffic
    .samples()
    .toSorted((a, b) => b.request - a.request)
    .slice(0, 10);
  const leastLate = Math.min(...last.map(({ lateMs }) => lateMs));
  assert.ok(leastLate < 5, `none of the last requests was sent less than ${leastLate} ms late`);
  const [first] = traffic.samples().toSorted((a, b) => a.request - b.request);
  for (const { request, startedAt, lateMs } of last) {
    assert.ok(Math.abs(startedAt - lateMs - (first?.startedAt ?? 0) + (first?.lateMs ?? 0) - request * 20) < 0.1);
  }
  assert.equal(summary.failed, summary.requests);
  assert.equal(summary.dropped, 0);
});

test('stop loses no request in flight and keeps none from after it', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  service.behaviour = (_request, response) => void setTimeout(() => response.end('slow-pod'), 250);
  await using traffic = await WatchedTraffic.start(meter, planFor(service, folder.path, { timeoutMs: 1000 }));
  await traffic.until(10);
  const before = now();
  const summary = await traffic.run.stop();
  assert.equal(await traffic.run.stop(), summary);

  const requests = traffic.samples().map(({ request }) => request);
  assert.deepEqual(
    requests.toSorted((a, b) => a - b),
    Array.from(requests.keys()),
    'numbers without gaps',
  );
  assert.equal(summary.requests, requests.length);
  assert.equal(summary.failed, 0);
  const arrived = service.arrivals.filter(({ at }) => at < before).length;
  assert.ok(requests.length >= arrived, `${arrived} requests had arrived, ${requests.length} left a sample`);
  const inFlight = traffic.samples().filter(({ startedAt, at }) => startedAt < before && at > before);
  assert.ok(inFlight.length >= 8, `${inFlight.length} requests were in flight`);
  const stopped = traffic.timeline.facts.at(-1);
  assert.ok(stopped?.type === 'traffic-stopped' && traffic.samples().every(({ startedAt }) => startedAt <= stopped.at));
  assert.ok(await isGone(traffic.run.pid));
});

test('a stream of rate 0 is absent, and a control stream knocks at its own door', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  await using untouched = await new LocalService().open();
  untouched.behaviour = (_request, response) => void response.setHeader('x-pod', 'control-0').end('something else');
  const streams = [
    { stream: 'keepalive' as const, ratePerSecond: 0 },
    { stream: 'fresh' as const, ratePerSecond: 20 },
    { stream: 'control' as const, ratePerSecond: 20, doors: [{ node: 'elsewhere', url: untouched.url }] },
  ];
  await using traffic = await WatchedTraffic.start(meter, planFor(service, folder.path, { streams }));
  await traffic.until(10);
  await traffic.run.stop();
  const [started] = traffic.timeline.facts;
  assert.deepEqual(started?.type === 'traffic-started' && started.streams.map(({ stream }) => stream), [
    'fresh',
    'control',
  ]);
  assert.equal(traffic.samples('keepalive').length, 0);
  assert.ok(service.arrivals.every(({ method }) => method === 'GET'));
  assert.ok(traffic.samples('control').every(({ door, pod }) => door === 'elsewhere' && pod === 'control-0'));
});
