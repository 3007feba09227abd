import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { execa } from 'execa';
import type { FactOf } from '../timeline/facts.ts';
import { TimelineRecorder } from '../timeline/recorder.ts';
import { LocalService } from './fixtures/local-service.ts';
import { isGone, temporaryFolder } from './fixtures/traffic-test.ts';
import type { ScriptRun } from './meter.ts';
import { probeRunner } from './probe-runner-meter.ts';
import { exceptionsIn } from './script-run.ts';

const meter = probeRunner('under test');

/** Starts a script against a local service and hands it out; the end of `use` is the end of all. */
async function withScript<T>(
  source: string,
  prepare: (service: LocalService) => void,
  use: (running: ScriptRun, timeline: TimelineRecorder) => Promise<T>,
  by = meter,
): Promise<T> {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  prepare(service);
  const script = join(folder.path, 'own.ts');
  await writeFile(script, source);
  const plan = { script, doors: [{ node: 'worker', url: service.url }], maxDurationMs: 15_000, folder: folder.path };
  const timeline = new TimelineRecorder();
  await using running = await by.startScript(plan, timeline, AbortSignal.timeout(20_000));
  return await use(running, timeline);
}

/** Runs a script to its end. */
async function run(body: string, options: string, prepare = (_: LocalService) => {}) {
  return withScript(scriptOf(body, options), prepare, async (running, { facts }) => {
    await running.finished;
    assert.ok(await isGone(running.pid));
    const finished = facts.at(-1);
    assert.ok(finished?.type === 'script-finished');
    const samples = facts.filter((fact): fact is FactOf<'probe-sample'> => fact.type === 'probe-sample');
    return { finished, samples, facts };
  });
}

const scriptOf = (body: string, options: string) => `
  import { check, group, sleep } from 'k6';
  import http from 'k6/http';
  const url = __ENV.KINDLING_URL;
  export const options = { vus: 1, iterations: 5, ${options} };
  export default async function () { ${body} }
`;
const request = `const answer = await http.asyncRequest('GET', url, null, { tags: { stream: 'fresh' }, headers: { Connection: 'close' } });
  check(answer, { 'it answered': ({ status }) => status === 200 });`;

test('a script is heard to its end: samples of tagged requests, thresholds and checks', async () => {
  const { finished, samples, facts } = await run(request, "thresholds: { http_reqs: ['count>4', 'count<5'] }");
  assert.deepEqual(
    samples.map(({ stream, request: number, outcome, door, connection }) => [
      stream,
      number,
      outcome,
      door,
      connection,
    ]),
    [0, 1, 2, 3, 4].map((number) => ['fresh', number, 'ok', 'worker', 'new']),
  );
  assert.ok(samples.every(({ durationMs, at, startedAt }) => durationMs > 0 && at - startedAt === durationMs));
  assert.equal(finished.exitCode, 99);
  assert.deepEqual(finished.thresholds, [
    { on: 'http_reqs', expression: 'count>4', holds: true },
    { on: 'http_reqs', expression: 'count<5', holds: false },
  ]);
  assert.deepEqual(finished.checks, [{ name: 'it answered', passed: 5, failed: 0 }]);
  assert.deepEqual(
    facts.filter(({ type }) => type !== 'probe-sample').map(({ type }) => type),
    ['traffic-started', 'traffic-stopped', 'script-finished'],
  );
});

test('failed requests and iterations that throw are told', async () => {
  const { finished, samples } = await run(`${request} throw new TypeError('oh dear');`, '', (service) => {
    service.behaviour = (asked) => void asked.socket.resetAndDestroy();
  });
  assert.deepEqual(new Set(samples.map(({ outcome }) => outcome)), new Set(['reset']));
  assert.deepEqual(finished.checks, [{ name: 'it answered', passed: 0, failed: 5 }]);
  assert.equal(finished.exceptions.length, 5);
  assert.match(finished.exceptions[0] ?? '', /oh dear/);
});

test("exceptions are found in k6's log, also of promises, which it does not mark", async () => {
  await using folder = await temporaryFolder();
  const log = join(folder.path, 'generator.log');
  const lines = [
    { level: 'error', msg: 'Error: oh dear', source: 'stacktrace' },
    { level: 'error', msg: 'Uncaught (in promise) Error: oh dear', executor: 'shared-iterations', scenario: 'default' },
    { level: 'warning', msg: 'Request Failed' },
  ];
  await writeFile(log, lines.map((line) => JSON.stringify(line)).join('\n'));
  assert.deepEqual(await exceptionsIn(log), ['Error: oh dear', 'Uncaught (in promise) Error: oh dear']);
});

test('requests without the tag are no samples', async () => {
  const { samples, facts } = await run("await http.asyncRequest('GET', url, null);", '');
  assert.equal(samples.length, 0);
  assert.ok(facts.some((fact) => fact.type === 'traffic-stopped' && fact.requests === 5));
});

for (const [call, named] of [
  ['sleep(1)', /k6\.sleep is not supported by the probe runner/],
  ["group('x', () => {})", /k6\.group is not supported by the probe runner/],
  ['http.get(url)', /k6\/http\.get is not supported by the probe runner.*use http\.asyncRequest/],
] as const) {
  test(`what the probe runner does not support is an error that names it: ${call}`, async () => {
    await assert.rejects(run(`${request} ${call};`, ''), { name: 'MeterError', message: named });
  });
}

/** One that goes on for longer than any test. */
const endless = scriptOf(request, 'iterations: 1_000_000');

test('a script that nobody waited for is stopped: its traffic has ended, what this interrupts did not fail', async () => {
  let asked = 0;
  // The third request is never answered.
  const prepare = (service: LocalService) => {
    const { behaviour } = service;
    service.behaviour = (request, response) => (++asked < 3 ? behaviour(request, response) : undefined);
  };
  await withScript(endless, prepare, async (running, timeline) => {
    while (asked < 3) await setTimeout(10);
    await running.stop();
    assert.ok(await isGone(running.pid));
    const outcomes = timeline.facts.map((fact) => (fact.type === 'probe-sample' ? fact.outcome : fact.type));
    assert.deepEqual(outcomes, ['traffic-started', 'ok', 'ok', 'traffic-stopped']);
    await running.finished;
  });
});

test('a script that was killed has broken off, also when it is stopped before anybody has seen that', async () => {
  await withScript(
    endless,
    () => {},
    async (running, { facts }) => {
      process.kill(running.pid, 'SIGKILL');
      await assert.rejects(running.stop(), { name: 'MeterError', message: /script .*: it was killed by SIGKILL/ });
      assert.equal(facts.at(-1)?.type, 'traffic-stopped');
      await assert.rejects(running.stop(), { name: 'MeterError' });
    },
  );
});

test('a script runs at ordinary priority whatever the meter has, and says so', async () => {
  const raised = probeRunner('under test', { name: 'raised', prefix: ['nice', '-n', '5'], reason: 'under test' });
  await withScript(
    endless,
    () => {},
    async (running, { facts }) => {
      const { stdout } = await execa('ps', ['-o', 'ni=', '-p', String(running.pid)]);
      const own = await execa('ps', ['-o', 'ni=', '-p', String(process.pid)]);
      assert.equal(stdout.trim(), own.stdout.trim());
      const started = facts.find((fact) => fact.type === 'traffic-started');
      assert.equal(started?.priority, 'normal');
    },
    raised,
  );
});
