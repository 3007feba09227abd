import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import type { FactOf } from '../timeline/facts.ts';
import { TimelineRecorder } from '../timeline/recorder.ts';
import { LocalService } from './fixtures/local-service.ts';
import { isGone, temporaryFolder } from './fixtures/traffic-test.ts';
import { probeRunner } from './probe-runner-meter.ts';

const meter = probeRunner('under test');

/** Runs a script against a local service to its end. */
async function run(body: string, options: string, prepare = (_: LocalService) => {}) {
  await using folder = await temporaryFolder();
  await using service = await new LocalService().open();
  prepare(service);
  const script = join(folder.path, 'own.ts');
  await writeFile(script, scriptOf(body, options));
  const plan = { script, doors: [{ node: 'worker', url: service.url }], maxDurationMs: 15_000, folder: folder.path };
  const timeline = new TimelineRecorder();
  await using running = await meter.startScript(plan, timeline, AbortSignal.timeout(20_000));
  await running.finished;
  assert.ok(await isGone(running.pid));
  const finished = timeline.facts.at(-1);
  assert.ok(finished?.type === 'script-finished');
  const samples = timeline.facts.filter((fact): fact is FactOf<'probe-sample'> => fact.type === 'probe-sample');
  return { finished, samples, facts: timeline.facts };
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
