import assert from 'node:assert/strict';
import test from 'node:test';
import { LocalService } from './fixtures/local-service.ts';
import { NameServer } from './fixtures/name-server.ts';
import { planFor, temporaryFolder, WatchedTraffic } from './fixtures/traffic-test.ts';
import type { TrafficPlan } from './meter.ts';
import { NORMAL } from './priority.ts';
import { UdpFlow } from './probe-runner/udp-flow.ts';
import { UdpFlows } from './probe-runner/udp-flows.ts';
import { probeRunner } from './probe-runner-meter.ts';
import { startTraffic } from './traffic-run.ts';

function udpPlan(service: LocalService, servers: readonly NameServer[], folder: string): TrafficPlan {
  const doors = servers.map(({ url }, number) => ({ node: `worker${number}`, url }));
  const streams = [
    { stream: 'fresh', ratePerSecond: 20 },
    { stream: 'udp', ratePerSecond: 100, doors },
  ] as const;
  // A machine that is busy may keep an answer back for long; none is lost.
  return planFor(service, folder, { streams, timeoutMs: 3000 });
}

test('datagrams over flows that are kept, one to each who answers at a door, and those alone from some time on', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  await using server = await new NameServer('rng-a', 'rng-b').open();
  await using other = await new NameServer('rng-a', 'rng-b').open();
  await using traffic = await WatchedTraffic.start(
    probeRunner('under test'),
    udpPlan(service, [server, other], folder.path),
    AbortSignal.timeout(30_000),
  );
  await traffic.until(200, ({ stream }) => stream === 'udp');
  const flows = server.given.size + other.given.size;
  await traffic.until(300, ({ stream }) => stream === 'udp');
  const { failed, dropped } = await traffic.run.stop();

  assert.deepEqual([failed, dropped], [0, 0]);
  assert.equal(server.given.size + other.given.size, flows, 'no flow is opened any more');
  const samples = traffic.samples('udp');
  for (const { outcome, status, request, door } of samples) {
    assert.deepEqual([outcome, status, door], ['ok', 0, `worker${request % 2}`]);
  }
  const kept = Map.groupBy(
    samples.filter(({ connection }) => connection === 'reused'),
    ({ door, flow }) => `${door} ${flow}`,
  );
  assert.equal(kept.size, 4);
  for (const [flow, own] of kept) assert.equal(new Set(own.map(({ pod }) => pod)).size, 1, flow);
  assert.ok(traffic.samples('fresh').every(({ flow, outcome }) => flow === undefined && outcome === 'ok'));
});

test('nobody listens: refused; nobody answers: a timeout; and the same flow goes on afterwards', async () => {
  await using server = await new NameServer('rng-a').open();
  const { port } = new URL(server.url);
  const flow = await UdpFlow.open('127.0.0.1', Number(port));
  assert.equal((await flow.exchange('hostname', 1000)).answer, 'rng-a');
  server.mute = true;
  const silent = await flow.exchange('hostname', 100);
  assert.deepEqual([silent.answer, silent.failure?.code], [undefined, 1050]);
  assert.ok(silent.durationMs >= 99, `${silent.durationMs} ms`);
  await server.close();
  const refused = await flow.exchange('hostname', 1000);
  assert.deepEqual([refused.answer, refused.failure?.code], [undefined, 1212]);
  server.mute = false;
  await server.open();
  assert.equal((await flow.exchange('hostname', 1000)).answer, 'rng-a');
  assert.equal(server.given.size, 1, 'one source port all the time');
  flow.close();
});

test('an answer counts for the datagram that was sent last', async () => {
  await using server = await new NameServer('rng-a').open();
  const flow = await UdpFlow.open('127.0.0.1', Number(new URL(server.url).port));
  server.mute = true;
  const lost = flow.exchange('hostname', 300);
  await flow.exchange('hostname', 50);
  server.mute = false;
  assert.equal((await flow.exchange('hostname', 1000)).answer, 'rng-a');
  assert.equal((await lost).answer, undefined);
  flow.close();
});

test('a flow that nobody answers at first is not kept', async () => {
  await using server = await new NameServer('rng-a').open();
  const flows = new UdpFlows(server.url);
  server.mute = true;
  assert.deepEqual(
    [(await flows.exchange('hostname', 20)).kept, (await flows.exchange('hostname', 20)).kept],
    [false, false],
  );
  server.mute = false;
  const [first, again] = [await flows.exchange('hostname', 1000), await flows.exchange('hostname', 1000)];
  assert.deepEqual([first.kept, again.kept, again.flow], [false, true, first.flow]);
});

test('k6 is not asked for what it has not', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  await using server = await new NameServer('rng-a').open();
  const engine = { name: 'k6', version: '2', priority: NORMAL, command: () => assert.fail('k6 was started') } as const;
  const plan = udpPlan(service, [server], folder.path);
  await assert.rejects(
    startTraffic(engine, plan, { append: () => assert.fail() }, AbortSignal.timeout(5000)),
    /k6 has no UDP/,
  );
});
