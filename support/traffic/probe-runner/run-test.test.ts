import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { execa } from 'execa';
import { LocalService } from '../fixtures/local-service.ts';
import { temporaryFolder } from '../fixtures/traffic-test.ts';

const main = join(import.meta.dirname, 'main.ts');

interface Point {
  readonly metric: string;
  readonly type: string;
  readonly data: {
    readonly value: number;
    readonly time: string;
    readonly tags: Record<string, string>;
    readonly metadata?: Record<string, string>;
  };
}

/** Runs a script in the probe runner: its exit code, log and output, and the lines that it left. */
async function run(script: string, flags: string[] = [], environment: Record<string, string> = {}) {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'script.ts');
  const out = join(folder.path, 'out.ndjson');
  await writeFile(path, script);
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [main, 'run', `--out=json=${out}`, ...flags, path],
    {
      reject: false,
      stdin: 'ignore',
      timeout: 10_000,
      env: environment,
    },
  );
  const text = await readFile(out, 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line !== '');
  return { exitCode, stdout, log: stderr, lines: lines.map((line) => JSON.parse(line) as Point) };
}

const once = (body: string, options = '') => `
  import { check, fail, sleep } from 'k6';
  import exec from 'k6/execution';
  import http from 'k6/http';
  import { Counter, Trend } from 'k6/metrics';
  const seen = new Counter('seen');
  export const options = { ${options} };
  export default async function () { ${body} }
`;

const endings: readonly (readonly [string, number, string, RegExp])[] = [
  ['an iteration', 0, once('seen.add(1)'), /^$/],
  ['an exception in an iteration, as in k6', 0, once('throw new Error("oh dear")'), /oh dear/],
  ['fail() in an iteration, as in k6', 0, once('fail("oh dear")'), /oh dear/],
  ['a threshold that holds', 0, once('seen.add(2)', 'thresholds: { seen: ["count>1"] }'), /^$/],
  ['a crossed threshold', 99, once('seen.add(1)', 'thresholds: { seen: ["count>1"] }'), /seen count>1/],
  [
    'a threshold on tags',
    99,
    once('seen.add(5, { a: "x" }); seen.add(1, { a: "y" })', 'thresholds: { "seen{a:y}": ["count>1"] }'),
    /seen\{a:y\}/,
  ],
  ['a threshold that is none', 104, once('', 'thresholds: { seen: ["count is 1"] }'), /'count is 1' on seen/],
  ['a threshold on no metric', 104, once('', 'thresholds: { unseen: ["count>1"] }'), /no metric unseen/],
  ['an unknown option', 104, once('', 'cloud: {}'), /option cloud is not supported by the probe runner/],
  [
    'an unknown executor',
    104,
    once('', 'scenarios: { a: { executor: "ramping-vus" } }'),
    /executor ramping-vus of scenario a/,
  ],
  [
    'an unknown setting',
    104,
    once('', 'scenarios: { a: { executor: "constant-vus", duration: "1s", env: {} } }'),
    /setting env of scenario a/,
  ],
  ['a wrong duration', 104, once('', 'duration: "soon"'), /option duration is soon/],
  [
    'exec of nothing',
    104,
    once('', 'scenarios: { a: { executor: "shared-iterations", exec: "b" } }'),
    /exports no function b/,
  ],
  ['setup()', 104, `${once('')} export function setup() {}`, /function setup is not supported/],
  [
    'a module of k6 that is missing',
    104,
    'import ws from "k6/ws"; export default () => ws',
    /module k6\/ws is not supported/,
  ],
  ['a module of Node', 104, 'import "node:fs"; export default () => {}', /import of node:fs/],
  [
    'a synchronous request',
    104,
    once('http.get("http://127.0.0.1:1/")'),
    /k6\/http\.get is not supported.*use http\.asyncRequest/,
  ],
  ['sleep', 104, once('sleep(1)'), /k6\.sleep is not supported/],
  ['https', 104, once('await http.asyncRequest("GET", "https://127.0.0.1/")'), /the URL https:\/\/127\.0\.0\.1\//],
  [
    'a parameter that is missing',
    104,
    once('await http.asyncRequest("GET", "http://127.0.0.1:1/", null, { jar: 1 })'),
    /params\.jar/,
  ],
  ['an exception while the script loads', 107, 'throw new Error("too early")', /too early/],
  [
    'an export that is missing',
    107,
    'import { Histogram } from "k6/metrics"; export default () => Histogram',
    /Histogram/,
  ],
  ['a metric made too late', 107, once('new Trend("late")'), /must be made while the script loads/],
  ['exec.test.abort()', 108, once('exec.test.abort("no more")'), /test aborted: no more/],
  ['exec.test.fail()', 110, once('exec.test.fail("not good")'), /not good/],
];

for (const [what, exitCode, script, log] of endings) {
  test(`${what}: exit code ${exitCode}`, async () => {
    const ended = await run(script);
    assert.match(ended.log, log);
    assert.equal(ended.exitCode, exitCode, ended.log);
  });
}

test('an unknown flag: exit code 255', async () => {
  const { exitCode, log } = await run(once(''), ['--linger']);
  assert.equal(exitCode, 255);
  assert.match(log, /--linger/);
});

test('SIGINT: exit code 105, at once, with thresholds, summary and outputs', async () => {
  await using service = await new LocalService().open();
  service.behaviour = (request) => void process.kill(Number(request.headers['x-pid']), 'SIGINT');
  const script = `
    ${once('seen.add(1); await http.asyncRequest("GET", __ENV.URL, null, { headers: { "X-Pid": __ENV.PID } }); seen.add(1)')}
    export const handleSummary = ({ metrics }) => ({ stdout: JSON.stringify(metrics.seen.values) });
  `;
  // Only the process itself knows its id, and the script may not ask for it.
  const preload = `data:text/javascript,process.env.PID = String(process.pid)`;
  const ended = await run(script, [], { URL: service.url, NODE_OPTIONS: `--import="${preload}"` });
  assert.equal(ended.exitCode, 105, ended.log);
  assert.equal(JSON.parse(ended.stdout).count, 1);
  assert.equal(ended.lines.filter(({ metric, type }) => metric === 'seen' && type === 'Point').length, 1);
});

test('every virtual user has its own instance of the script and of what it imports', async () => {
  const script = `
    import exec from 'k6/execution';
    import { Gauge } from 'k6/metrics';
    const calls = new Gauge('calls');
    let mine = 0;
    export const options = { scenarios: { a: { executor: 'constant-arrival-rate', rate: 20, duration: '1s', preAllocatedVUs: 4 } } };
    export default function () { mine += 1; calls.add(mine, { vu: String(exec.vu.idInTest), n: String(exec.scenario.iterationInTest) }); }
  `;
  const { lines } = await run(script);
  const calls = lines.filter(({ metric, type }) => metric === 'calls' && type === 'Point').map(({ data }) => data);
  assert.deepEqual(
    calls.map(({ tags }) => Number(tags['n'])),
    Array.from({ length: 20 }, (_, i) => i),
  );
  assert.deepEqual(
    calls.map(({ tags }) => tags['vu']),
    Array.from({ length: 20 }, (_, i) => String((i % 4) + 1)),
  );
  assert.deepEqual(
    calls.map(({ value }) => value),
    Array.from({ length: 20 }, (_, i) => Math.floor(i / 4) + 1),
  );
});

test('a due iteration without an idle virtual user is dropped, once, with its tag', async () => {
  await using service = await new LocalService().open();
  service.behaviour = (_request, response) => void setTimeout(() => response.end(), 350);
  const script = `
    import http from 'k6/http';
    export const options = { scenarios: { busy: { executor: 'constant-arrival-rate', rate: 10, duration: '1s', preAllocatedVUs: 1 } } };
    export default async () => { await http.asyncRequest('GET', __ENV.URL, null); };
  `;
  const { lines, exitCode } = await run(script, ['-e', `URL=${service.url}`]);
  assert.equal(exitCode, 0);
  const of = (name: string) => lines.filter(({ metric, type }) => metric === name && type === 'Point');
  assert.ok(of('dropped_iterations').every(({ data }) => data.value === 1 && data.tags['scenario'] === 'busy'));
  assert.equal(of('dropped_iterations').length + of('iterations').length, 10);
  assert.ok(of('iterations').length >= 2 && of('iterations').length <= 3);
});

test('requests that outlive gracefulStop leave no sample, though their answers come while others still run', async () => {
  await using service = await new LocalService().open();
  service.behaviour = (_request, response) => void setTimeout(() => response.end(), 500);
  const script = `
    import http from 'k6/http';
    export const options = { scenarios: {
      a: { executor: 'shared-iterations', maxDuration: '200ms', gracefulStop: '100ms' },
      b: { executor: 'shared-iterations', exec: 'b' },
    } };
    export default async () => { await http.asyncRequest('GET', __ENV.URL, null); };
    export const b = () => new Promise((resolve) => setTimeout(resolve, 900));
  `;
  const { lines, exitCode } = await run(script, ['-e', `URL=${service.url}`]);
  assert.equal(exitCode, 0);
  assert.equal(service.arrivals.length, 1);
  const scenarios = lines
    .filter(({ metric, type }) => metric === 'iterations' && type === 'Point')
    .map(({ data }) => data.tags['scenario']);
  assert.deepEqual(scenarios, ['b']);
  assert.ok(!lines.some(({ metric }) => metric === 'http_reqs'));
});

test('the lines of one request: definitions first, timings that add up, tags and metadata', async () => {
  await using service = await new LocalService().open();
  const script = `
    import exec from 'k6/execution';
    import http from 'k6/http';
    import { check } from 'k6';
    import { Rate } from 'k6/metrics';
    const good = new Rate('good');
    export const options = { thresholds: { good: ['rate>0.5'], 'good{kind:a}': ['rate>0.5'] }, systemTags: ['scenario', 'status', 'name', 'vu'] };
    export default async () => {
      exec.vu.metrics.metadata.note = 'kept';
      const response = await http.asyncRequest('POST', __ENV.URL, 'hello', { tags: { name: 'probe' }, timeout: '1s' });
      check(response, { 'is 200': (r) => r.status === 200, 'names a pod': (r) => r.body === 'rng-x7k2p\\n' });
      good.add(true, { kind: 'a' });
    };
  `;
  const { lines, exitCode } = await run(script, ['-e', `URL=${service.url}`]);
  assert.equal(exitCode, 0);
  const at = lines.findIndex(({ metric }) => metric === 'good');
  assert.deepEqual(lines[at], {
    type: 'Metric',
    data: {
      name: 'good',
      type: 'rate',
      contains: 'default',
      thresholds: ['rate>0.5'],
      submetrics: [{ name: 'good{kind:a}', suffix: 'kind:a', tags: { kind: 'a' } }],
    },
    metric: 'good',
  });
  assert.deepEqual(lines[at + 1]?.data.tags, { scenario: 'default', kind: 'a' });
  assert.deepEqual(lines[at + 1]?.data.metadata, { note: 'kept', vu: '1' });
  assert.match(lines[at + 1]?.data.time ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  const point = (name: string) => lines.find(({ metric, type }) => metric === name && type === 'Point')?.data;
  assert.deepEqual(point('http_reqs')?.tags, { scenario: 'default', status: '200', name: 'probe' });
  const time = (name: string) => point(`http_req_${name}`)?.value ?? Number.NaN;
  assert.ok(time('connecting') > 0 && time('blocked') >= time('connecting'));
  assert.ok(Math.abs(time('sending') + time('waiting') + time('receiving') - time('duration')) < 0.01);
  assert.equal(
    lines.filter(({ metric, type, data }) => metric === 'checks' && type === 'Point' && data.value === 1).length,
    2,
  );
});

test('constant-vus, cut short by a threshold that aborts: exit code 99', async () => {
  await using service = await new LocalService().open();
  service.behaviour = (_request, response) => void setTimeout(() => response.end(), 20);
  const script = `
    import http from 'k6/http';
    export const options = {
      scenarios: { a: { executor: 'constant-vus', vus: 3, duration: '8s' } },
      thresholds: { http_reqs: [{ threshold: 'count<10', abortOnFail: true }] },
    };
    export default async () => { await http.asyncRequest('GET', __ENV.URL, null); };
  `;
  const { lines, exitCode } = await run(script, ['-e', `URL=${service.url}`]);
  assert.equal(exitCode, 99);
  const times = lines
    .filter(({ metric, type }) => metric === 'http_reqs' && type === 'Point')
    .map(({ data }) => Date.parse(data.time));
  const lastedMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
  assert.ok(lastedMs > 1500 && lastedMs < 3500, `requests for ${lastedMs} ms, the thresholds are looked at every 2 s`);
  assert.ok(times.length > 30 && times.length <= (lastedMs / 20 + 2) * 3, `${times.length} requests by 3 users`);
});
