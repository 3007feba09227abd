import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { type Engine, runningEngine } from '../../clusters/engine/engine.ts';
import { cacheFolder } from '../../clusters/host/cache.ts';
import { RUN_LABEL } from '../../clusters/kind/labels.ts';
import { presentNodeImage } from '../../clusters/node-image/node-image.ts';
import { minorVersion } from '../../clusters/node-image/versions.ts';
import { now } from '../timeline/recorder.ts';
import { findMeter } from './find-meter.ts';
import { imageWithProbeRunner } from './fixtures/k6-image.ts';
import { LocalService } from './fixtures/local-service.ts';
import { planFor, temporaryFolder, WatchedTraffic } from './fixtures/traffic-test.ts';
import { findK6Image } from './k6-image.ts';

const signal = AbortSignal.timeout(150_000);
const engine = await runningEngine(signal);
const options = { skip: engine === undefined && 'NOT TESTED: no container engine runs', timeout: 150_000 };
const run = `test-${process.pid}`;

/** The containers of this test, running or not. */
async function containers(there: Engine): Promise<number> {
  const filters = { label: [`${RUN_LABEL}=${run}`] };
  return (await there.client.container.dockerode.listContainers({ all: true, filters })).length;
}

test('k6 of an image measures doors on 127.0.0.1, ends in order and leaves no container', options, async (context) => {
  if (engine === undefined) return;
  await using image = await imageWithProbeRunner(engine);
  if (image === undefined) return context.skip('NOT TESTED: no node image to make one from');
  const source = { engine, progress: () => {}, run, pull: false };
  const { k6 } = await findK6Image(source, signal, { reference: image.reference, version: '2.3.0' });
  assert.ok(k6 !== undefined);
  assert.equal(k6.name, 'k6');
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  await using traffic = await WatchedTraffic.start(k6, planFor(service, folder.path), AbortSignal.timeout(60_000));
  await traffic.until(50);
  assert.equal(await containers(engine), 1);
  const { failed, requests } = await traffic.run.stop();
  assert.ok(failed === 0 && requests >= 50, `${failed} of ${requests} failed`);
  assert.equal(await containers(engine), 0);
});

test('load of a container stops within 2 s when the parent is killed by SIGKILL', options, async (context) => {
  if (engine === undefined) return;
  await using image = await imageWithProbeRunner(engine);
  if (image === undefined) return context.skip('NOT TESTED: no node image to make one from');
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  const parent = execa(
    process.execPath,
    ['--input-type=module', '-e', holdTraffic, JSON.stringify(planFor(service, folder.path)), image.reference, run],
    { reject: false },
  );
  while (service.arrivals.length < 20) await new Promise((resolve) => setTimeout(resolve, 50));
  parent.kill('SIGKILL');
  const killed = now();
  await parent;
  while (now() < killed + 3500) await new Promise((resolve) => setTimeout(resolve, 100));
  const late = service.arrivals.filter(({ at }) => at > killed + 2000).length;
  assert.equal(late, 0, `${late} requests came more than 2 s after the parent was killed`);
  assert.equal(await containers(engine), 0);
});

test('a parent that is gone before the container is made leaves none', options, async () => {
  if (engine === undefined) return;
  await using folder = await temporaryFolder();
  const image = await presentNodeImage(engine, minorVersion());
  assert.ok(image !== undefined, 'no node image is there to make a container of');
  const call = { image, run, arguments: [], writes: folder.path, reads: [] };
  const program = fileURLToPath(new URL('./k6-container.ts', import.meta.url));
  // stdin is at its end from the start.
  const { exitCode } = await execa(process.execPath, [program, JSON.stringify(call)], {
    ...{ stdin: 'ignore', reject: false, timeout: 20_000, forceKillAfterDelay: 100 },
  });
  assert.equal(exitCode, 105);
  assert.equal(await containers(engine), 0);
});

test('an image that cannot be had costs seconds, once, and says so', options, async () => {
  if (engine === undefined) return;
  await using folder = await temporaryFolder();
  const lines: string[] = [];
  // A registry that takes a connection and says nothing.
  const knocking: Socket[] = [];
  const silent = createServer((socket) => void knocking.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const before = process.env['KINDLING_CACHE'];
  process.env['KINDLING_CACHE'] = folder.path;
  try {
    assert.equal(cacheFolder(), folder.path);
    const source = { engine, progress: (line: string) => void lines.push(line), run, pull: true };
    const registry = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const image = { reference: `${registry}/grafana/k6@sha256:${'0'.repeat(64)}`, version: '2.3.0' };
    const started = performance.now();
    const first = await findK6Image(source, signal, image);
    const tookMs = performance.now() - started;
    assert.ok(tookMs > 4000 && tookMs < 10_000, `${tookMs} ms`);
    assert.match(lines.join('\n'), /Pulling 127.*grafana\/k6@sha256:0+: not to be had \(.*did not answer/);
    assert.deepEqual(first, { k6: undefined, reason: `image ${registry}/grafana/k6 could not be pulled` });
    const again = await findK6Image(source, signal, image);
    assert.deepEqual(again, { k6: undefined, reason: `image ${registry}/grafana/k6 could not be pulled 0 min ago` });
    const meter = await findMeter(signal, { PATH: folder.path }, async () => ({ ...source, pull: false }));
    assert.deepEqual([meter.name, meter.reason], ['probe-runner', 'no k6 on PATH, no image grafana/k6 in the engine']);
  } finally {
    silent.close();
    for (const socket of knocking) socket.destroy();
    if (before === undefined) delete process.env['KINDLING_CACHE'];
    else process.env['KINDLING_CACHE'] = before;
  }
});

/** A parent that starts traffic from an image and lets it flow. */
const holdTraffic = `
  import { runningEngine } from '${import.meta.resolve('../../clusters/engine/engine.ts')}';
  import { findK6Image } from '${import.meta.resolve('./k6-image.ts')}';
  const { signal } = new AbortController();
  const [plan, reference, run] = process.argv.slice(1);
  const source = { engine: await runningEngine(signal), progress: () => {}, run, pull: false };
  const { k6 } = await findK6Image(source, signal, { reference, version: '2.3.0' });
  await k6.start(JSON.parse(plan), { append: (fact) => fact }, signal);
`;
