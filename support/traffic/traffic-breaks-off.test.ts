import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import { execa } from 'execa';
import { now } from '../timeline/recorder.ts';
import { findMeter } from './find-meter.ts';
import { LocalService } from './fixtures/local-service.ts';
import { isGone, planFor, temporaryFolder, WatchedTraffic } from './fixtures/traffic-test.ts';
import type { Meter } from './meter.ts';
import { probeRunner } from './probe-runner-meter.ts';

const runner = probeRunner('under test');

/** A program that answers as k6 does and leaves its process id in a file; the rest is up to `run`, in sh. */
async function fakeK6(folder: string, run: string, version = 'k6 v2.2.0 (go1.26.4, linux/amd64)'): Promise<string> {
  const path = join(folder, 'k6');
  const main = join(import.meta.dirname, 'probe-runner/main.ts');
  const script = [
    '#!/bin/sh',
    `if [ "$1" = version ]; then echo '${version}'; exit 0; fi`,
    `echo $$ > '${folder}/k6.pid'`,
    // Unlike the probe runner k6 does not end with its stdin.
    'unset PROBE_RUNNER_ENDS_WITH_STDIN',
    `runner() { exec '${process.execPath}' '${main}' "$@"; }`,
    run,
  ];
  await writeFile(path, script.join('\n'));
  await chmod(path, 0o755);
  return path;
}

async function meterOf(k6: string): Promise<Meter> {
  return findMeter(AbortSignal.timeout(5000), { PATH: process.env['PATH'], K6_BIN: k6 });
}

test('K6_BIN is used, measured with and ended in order', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  const meter = await meterOf(await fakeK6(folder.path, 'runner "$@"'));
  assert.deepEqual([meter.name, meter.version, meter.reason], ['k6', '2.2.0', `K6_BIN is ${folder.path}/k6`]);
  await using traffic = await WatchedTraffic.start(meter, planFor(service, folder.path));
  await traffic.until(10);
  const { failed, requests } = await traffic.run.stop();
  assert.ok(failed === 0 && requests >= 10);
  assert.match(await readFile(join(folder.path, 'generator.log'), 'utf8'), /interrupted/, 'by SIGINT, not killed');
  assert.ok(await isGone(Number(await readFile(join(folder.path, 'k6.pid'), 'utf8'))));
});

test('K6_BIN that is too old, or none, is an error; no k6 on PATH means the probe runner', async () => {
  await using folder = await temporaryFolder();
  await assert.rejects(
    meterOf(await fakeK6(folder.path, '', 'k6 v0.57.0 (go1.23)')),
    /version 0\.57\.0, older than 1\.0/,
  );
  await assert.rejects(meterOf(join(folder.path, 'absent')), /K6_BIN is .*, but there is no file .*absent/);
  const meter = await findMeter(AbortSignal.timeout(5000), { PATH: join(folder.path, 'empty') });
  assert.deepEqual([meter.name, meter.reason], ['probe-runner', 'no k6 on PATH']);
});

test('a generator that does not come up is an error with its last words', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  const meter = await meterOf(await fakeK6(folder.path, 'echo "GoError: something is wrong" >&2; exit 107'));
  const start = WatchedTraffic.start(meter, planFor(service, folder.path));
  await assert.rejects(start, {
    name: 'MeterError',
    message: /exited with code 107 before it was stopped.*GoError: something is wrong/s,
  });
});

test('a generator that dies aborts `broken`, and stop says so', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  await using traffic = await WatchedTraffic.start(runner, planFor(service, folder.path));
  process.kill(traffic.run.pid, 'SIGKILL');
  await assert.rejects(traffic.until(1000), /was killed by SIGKILL before it was stopped/);
  await assert.rejects(traffic.run.stop(), { name: 'MeterError', message: /was killed by SIGKILL/ });
  assert.ok(!traffic.timeline.facts.some(({ type }) => type === 'traffic-stopped'));
});

test('a generator that dies while it drains is an error, never a hang', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  await using traffic = await WatchedTraffic.start(runner, planFor(service, folder.path));
  const stop = traffic.run.stop();
  process.kill(traffic.run.pid, 'SIGKILL');
  await assert.rejects(stop, /was killed by SIGKILL/);
});

test('traffic that reaches its longest duration before stop is an error', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  await using traffic = await WatchedTraffic.start(runner, planFor(service, folder.path, { maxDurationMs: 1000 }));
  await assert.rejects(traffic.until(1000), /exited with code 0 before it was stopped.*at most 1000 ms/s);
});

test('an abort ends traffic with its reason, and the generator', async () => {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  const abort = new AbortController();
  await using traffic = await WatchedTraffic.start(runner, planFor(service, folder.path), abort.signal);
  abort.abort(new Error('the scenario is over'));
  await assert.rejects(traffic.run.stop(), /the scenario is over/);
  assert.ok(await isGone(traffic.run.pid));
});

for (const engine of ['probe-runner', 'k6'] as const) {
  test(`${engine}: load stops within 2 s when the parent is killed by SIGKILL`, async () => {
    await using folder = await temporaryFolder();
    await using service = await new LocalService().open();
    const k6 = engine === 'k6' ? await fakeK6(folder.path, 'runner "$@"') : '';
    const parent = execa(
      process.execPath,
      ['--input-type=module', '-e', holdTraffic, JSON.stringify(planFor(service, folder.path))],
      {
        env: { K6_BIN: k6 },
        reject: false,
      },
    );
    // Leaving an iteration over its lines would wait for the parent's end.
    const [line] = (await once(parent.stdout, 'data', { signal: AbortSignal.timeout(5000) })) as [Buffer];
    const pids = [Number(line.toString())];
    if (engine === 'k6') pids.push(Number(await readFile(join(folder.path, 'k6.pid'), 'utf8')));
    const arrived = service.arrivals.length;
    while (service.arrivals.length < arrived + 5) await pass(20);
    parent.kill('SIGKILL');
    const killed = now();
    while (!(await Promise.all(pids.map(isGone))).every(Boolean)) {
      assert.ok(now() - killed < 2000, `2 s after its parent was killed, of processes ${pids} one is still there`);
      await pass(20);
    }
    assert.ok(pids.every((pid) => pid > 0));
    await parent;
  });
}

/** A parent that starts traffic, says its process id and lets it flow. */
const holdTraffic = `
  import { findMeter } from '${import.meta.resolve('./find-meter.ts')}';
  const { signal } = new AbortController();
  const run = await (await findMeter(signal)).start(JSON.parse(process.argv[1]), { append: (fact) => fact }, signal);
  console.log(run.pid);
`;
