import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import { execa } from 'execa';
import { runningEngine } from '../../clusters/engine/engine.ts';
import { outagesOf } from '../analysis/outages.ts';
import { samplesByStream } from '../analysis/samples.ts';
import { DEFAULT_BOUNDS } from '../analysis/soundness.ts';
import { apply } from '../kubernetes/apply.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import { deleteNamespace, untilNamespaceGone } from '../kubernetes/namespace.ts';
import { testNamespace } from '../kubernetes/testing/test-namespace.ts';
import { testDoors as doors, withoutDoors } from '../testing/test-doors.ts';
import { now, TimelineRecorder } from '../timeline/recorder.ts';
import { standardSetup } from '../workloads/standard-setup.ts';
import { findMeter } from './find-meter.ts';
import { isGone, temporaryFolder } from './fixtures/traffic-test.ts';

const options = { skip: withoutDoors, timeout: 180_000 };
const { signal } = new AbortController();

/** The standard setup behind the doors, in a namespace of its own; the next test can have its NodePort once it is gone. */
async function serve(): Promise<AsyncDisposable> {
  const it = await testNamespace(signal);
  const manifests = standardSetup({
    ...{ namespace: it.namespace.name, label: { key: 'app', value: 'rng' }, deployment: { name: 'rng', replicas: 3 } },
    ...{ daemonSet: { name: 'rng' }, service: { name: 'rng', nodePort: doors[0]?.nodePort ?? 0 } },
  });
  await apply(it.client, Object.values(manifests) as Manifest[], { signal });
  return {
    async [Symbol.asyncDispose]() {
      const { client, namespace } = it;
      await deleteNamespace(client, namespace, { signal });
      await untilNamespaceGone(client, namespace, { signal });
      await it[Symbol.asyncDispose]();
    },
  };
}

test('a REJECT rule in a node for 1.5 s is found with the error of the bench', options, async () => {
  await using _served = await serve();
  await using folder = await temporaryFolder();
  const door = doors.find(({ node }) => node.endsWith('worker'));
  assert.ok(door !== undefined);
  const timeline = new TimelineRecorder();
  const fresh = () => samplesByStream(timeline.facts).get('fresh') ?? [];
  const meter = await findMeter(signal);
  const plan = {
    streams: [{ stream: 'fresh' as const, ratePerSecond: 100 }],
    doors: [{ node: door.node, url: `${door.url}/hostname` }],
    ...{ timeoutMs: 1000, maxDurationMs: 170_000, folder: folder.path },
  };
  await using run = await meter.start(plan, timeline, signal);
  const flows = (since: number) => {
    const last = fresh().slice(-200);
    return last.length === 200 && last.every(({ outcome, startedAt }) => outcome === 'ok' && startedAt > since);
  };
  const limit = AbortSignal.any([run.broken, AbortSignal.timeout(120_000)]);
  while (!flows(0)) await timeline.next(limit);
  const flowing = now();
  const rule = await rejectFor(door.container, 1.5);
  while (!flows(rule.end.latest)) await timeline.next(limit);
  const { lateP99Ms, lateMaxMs } = await run.stop();

  const trueMs = (rule.end.earliest + rule.end.latest - rule.start.earliest - rule.start.latest) / 2;
  const doubtMs = (rule.end.latest - rule.end.earliest + rule.start.latest - rule.start.earliest) / 2;
  const outages = outagesOf(fresh().filter(({ startedAt }) => startedAt > flowing));
  const told = outages.map(({ kind, durationMs, failed }) => `${kind} ${durationMs.toFixed(1)} ms, ${failed} failed`);
  console.log(
    `REJECT for ${trueMs.toFixed(1)} ± ${doubtMs.toFixed(1)} ms; found: ${told.join('; ')}; ` +
      `late p99 ${lateP99Ms.toFixed(1)} ms, max ${lateMaxMs.toFixed(1)} ms`,
  );
  assert.equal(outages.length, 1);
  const [found] = outages;
  assert.ok(
    lateMaxMs <= DEFAULT_BOUNDS.lateMaxMs,
    'a generator that stood still makes a run invalid, and proves nothing here',
  );
  // 15 ms is the bench's goal; what the generator was late moves each end, and is on the samples.
  const allowedMs = 15 + doubtMs + lateMaxMs;
  assert.ok(
    Math.abs((found?.durationMs ?? 0) - trueMs) <= allowedMs,
    `${told}; true ${trueMs}, allowed ± ${allowedMs}`,
  );
});

interface Rule {
  readonly start: { readonly earliest: number; readonly latest: number };
  readonly end: { readonly earliest: number; readonly latest: number };
}

/**
 * Rejects new connections to pods in a node's network namespace: what reaches a NodePort is forwarded to a pod's port once
 * kube-proxy's rules have rewritten it. The node reads the clock of this host before and after each change.
 */
async function rejectFor(container: string, seconds: number): Promise<Rule> {
  const engine = await runningEngine(signal);
  assert.ok(engine !== undefined);
  const match = 'FORWARD -p tcp --dport 8080 --syn -j REJECT --reject-with tcp-reset';
  const script = `t() { date +%s.%N; }; t; iptables -w -I ${match}; t; sleep ${seconds}; t; iptables -w -D ${match}; t`;
  const { client } = engine;
  const { output, exitCode } = await client.container.exec(client.container.getById(container), ['sh', '-ec', script]);
  assert.equal(exitCode, 0, output);
  const times = output
    .trim()
    .split('\n')
    .map((line) => Number(line) * 1000);
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN] = times;
  return { start: { earliest: a, latest: b }, end: { earliest: c, latest: d } };
}

test(
  'kill -9 of the harness ends its traffic to a cluster, and the untouched target, within 2 s',
  options,
  async () => {
    await using _served = await serve();
    await using folder = await temporaryFolder();
    const plan = {
      streams: [
        { stream: 'fresh', ratePerSecond: 50 },
        { stream: 'keepalive', ratePerSecond: 20 },
      ],
      doors: doors.map(({ node, url }) => ({ node, url: `${url}/hostname` })),
      ...{ timeoutMs: 1000, maxDurationMs: 60_000, folder: folder.path },
    };
    const harness = execa(process.execPath, ['--input-type=module', '-e', holdTraffic, JSON.stringify(plan)], {
      reject: false,
    });
    const [line] = (await once(harness.stdout, 'data', { signal: AbortSignal.timeout(60_000) })) as [Buffer];
    const pids = JSON.parse(line.toString()) as number[];
    harness.kill('SIGKILL');
    const killed = now();
    while (!(await Promise.all(pids.map(isGone))).every(Boolean)) {
      assert.ok(now() - killed < 2000, `2 s after the harness was killed, of processes ${pids} one is still there`);
      await pass(20);
    }
    console.log(`traffic and target ended ${Math.round(now() - killed)} ms after kill -9`);
    await harness;
  },
);

/** A harness that starts an untouched target and traffic, says their process ids, and lets it flow. */
const holdTraffic = `
  import { findMeter } from '${import.meta.resolve('./find-meter.ts')}';
  import { startControlTarget } from '${import.meta.resolve('./start-control-target.ts')}';
  const { signal } = new AbortController();
  const plan = JSON.parse(process.argv[1]);
  const control = await startControlTarget(signal);
  plan.streams.push({ stream: 'control', ratePerSecond: 10, doors: [control.door] });
  const run = await (await findMeter(signal)).start(plan, { append: (fact) => fact }, signal);
  console.log(JSON.stringify([run.pid, control.pid]));
`;
