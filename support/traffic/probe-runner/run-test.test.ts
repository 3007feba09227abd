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
  ['what is not supported, caught', 104, once('try { sleep(1) } catch {}'), /k6\.sleep is not supported/],
  ['what is not supported, not awaited', 104, once('http.asyncRequest("GET", "https://a/")'), /the URL https/],
  [
    'what is not supported, caught while the script loads',
    104,
    'import http from "k6/http"; try { http.get("a") } catch {} export default () => {}',
    /k6\/http\.get is not supported/,
  ],
  [
    'a module of k6 that is missing, caught',
    104,
    'try { await import("k6/ws") } catch {} export default () => {}',
    /module k6\/ws is not supported/,
  ],
  ['exec.test.abort(), caught', 108, once('try { exec.test.abort("no more") } catch {}'), /test aborted: no more/],
  ['open()', 104, 'const data = open("./data.json"); export default () => data', /open\(\) is not supported/],
  [
    'a rejection while the script loads',
    107,
    'Promise.reject(new Error("too early")); export default () => {}',
    /too early/,
  ],
];

for (const [what, exitCode, script, log] of endings) {
  test(`${what}: exit code ${exitCode}`, async () => {
    const ended = await run(script);
    assert.match(ended.log, log);
    assert.equal(ended.exitCode, exitCode, ended.log);
  });
}

for (const [what, body, message] of [
  ['a promise that nobody handles', 'Promise.reject(new Error("oh dear"))', /Uncaught \(in promise\) Error: oh dear/],
  ['two of them', 'Promise.reject(new Error("oh dear")); Promise.reject(new Error("no"))', /oh dear/],
  ['one that the iteration waits for', 'await new Promise(() => void Promise.reject(new Error("oh dear")))', /oh dear/],
  [
    'a request that nobody awaits',
    'http.asyncRequest("GET", "http://127.0.0.1:1/", null, { headers: { a: "\\n" } })',
    /Invalid character in header/,
  ],
  ['a timer', 'setTimeout(() => { throw new Error("oh dear") }, 1); setInterval(() => {}, 1)', /oh dear/],
] as const) {
  test(`an exception of ${what} is one of the iteration, and the run goes on`, async () => {
    const { exitCode, log, lines } = await run(once(body, 'iterations: 2'));
    assert.equal(exitCode, 0, log);
    const entries = log.split('\n').filter((line) => line !== '');
    const exceptions = entries.map((line) => JSON.parse(line)).filter(({ source }) => source === 'stacktrace');
    assert.equal(exceptions.length, 2, log);
    for (const { msg, scenario } of exceptions) {
      assert.match(msg, message);
      assert.equal(scenario, 'default');
    }
    assert.equal(lines.filter(({ metric, type }) => metric === 'iterations' && type === 'Point').length, 2);
  });
}

test('a check that throws has failed, and none after it is asked', async () => {
  const checks = '{ a: () => true, b: () => { throw new Error("oh dear") }, c: () => true }';
  const { exitCode, log, lines } = await run(once(`check(1, ${checks})`));
  assert.equal(exitCode, 0);
  assert.match(log, /oh dear/);
  const samples = lines.filter(({ metric, type }) => metric === 'checks' && type === 'Point');
  assert.deepEqual(
    samples.map(({ data }) => [data.tags['check'], data.value]),
    [
      ['a', 1],
      ['b', 0],
    ],
  );
});

test('handleSummary and --summary-export get the checks', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'summary.json');
  const script = `
    ${once('check(exec.scenario.iterationInTest, { "is 0": (n) => n === 0, yes: true })', 'iterations: 3')}
    export const handleSummary = ({ root_group }) => ({ stdout: JSON.stringify(root_group) });
  `;
  const { stdout } = await run(script, [`--summary-export=${path}`]);
  // MD5 sums, by md5sum, of the paths.
  const checks = [
    { name: 'is 0', path: '::is 0', id: 'bd6e6210a53da015959706821bba4540', passes: 1, fails: 2 },
    { name: 'yes', path: '::yes', id: 'bd6eb4e39c46ecf98d247aabe6a10ccd', passes: 3, fails: 0 },
  ];
  const root = { name: '', path: '', id: 'd41d8cd98f00b204e9800998ecf8427e' };
  assert.deepEqual(JSON.parse(stdout), { ...root, groups: [], checks });
  const exported = JSON.parse(await readFile(path, 'utf8'));
  assert.deepEqual(exported.root_group, { ...root, groups: {}, checks: { 'is 0': checks[0], yes: checks[1] } });
});

test('an iteration waits for its timers', async () => {
  const script = once(
    `
    setTimeout((n) => seen.add(n), 60, 5);
    clearTimeout(setTimeout(() => seen.add(100), 20));
    let left = 3;
    const every = setInterval(() => { seen.add(1); left -= 1; if (left === 0) clearInterval(every); }, 10);
  `,
    'iterations: 2, thresholds: { seen: ["count==16"], iteration_duration: ["min>50"] }',
  );
  const { exitCode, log } = await run(script);
  assert.equal(exitCode, 0, log);
});

test('__VU and __ITER, while the script loads and in iterations', async () => {
  const script = `
    import { Counter } from 'k6/metrics';
    const seen = new Counter('seen');
    const loaded = [__VU, typeof __ITER].join(' ');
    export const options = { scenarios: { a: { executor: 'constant-arrival-rate', rate: 20, duration: '300ms', preAllocatedVUs: 2 } } };
    export default async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      seen.add(1, { loaded, now: [__VU, __ITER].join(' ') });
    };
  `;
  const { lines } = await run(script);
  const tags = lines.filter(({ metric, type }) => metric === 'seen' && type === 'Point').map(({ data }) => data.tags);
  assert.deepEqual(
    tags.map(({ loaded, now }) => [loaded, now]),
    Array.from({ length: 6 }, (_, i) => [`${(i % 2) + 1} undefined`, `${(i % 2) + 1} ${Math.floor(i / 2)}`]),
  );
});

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

test('iterations that nobody has begun when maxDuration is over are dropped, in one sample', async () => {
  const script = `
    export const options = { scenarios: { a: { executor: 'shared-iterations', iterations: 9, maxDuration: '200ms' } } };
    export default () => new Promise((resolve) => setTimeout(resolve, 70));
  `;
  const { lines } = await run(script);
  const of = (name: string) => lines.filter(({ metric, type }) => metric === name && type === 'Point');
  const [dropped, ...more] = of('dropped_iterations');
  assert.deepEqual(more, []);
  assert.deepEqual(dropped?.data.tags, { scenario: 'a' });
  assert.equal((dropped?.data.value ?? 0) + of('iterations').length, 9);
});

/** Runs a script of `once` against a service that answers with this status and these headers. */
async function runAgainst(status: number, headers: Record<string, string>, body: string, options = '') {
  await using service = await new LocalService().open();
  service.behaviour = (_request, response) => void response.writeHead(status, headers).end('a');
  return await run(once(body, options), ['-e', `URL=${service.url}`]);
}

const get = (params = '{}') => `await http.asyncRequest("GET", __ENV.URL, null, ${params});`;

for (const [what, exitCode, status, headers, body, message] of [
  ['a Location without a redirect', 0, 201, { location: '/a' }, get(), /^$/],
  ['a redirect', 104, 302, { location: '/a' }, get(), /following the redirect of http/],
  ['a redirect that is not to be followed', 0, 302, { location: '/a' }, get('{ redirects: 0 }'), /^$/],
  ['an encoded body', 104, 200, { 'content-encoding': 'gzip' }, get(), /the Content-Encoding gzip of http/],
  ['an encoded body that is discarded', 0, 200, { 'content-encoding': 'br' }, get('{ responseType: "none" }'), /^$/],
  ['a cookie of the iteration before', 0, 200, { 'set-cookie': 'a=b' }, get(), /^$/],
  ['a cookie of the same iteration', 104, 200, { 'set-cookie': 'a=b' }, get() + get(), /sending the cookie a back to/],
  [
    'cookies that are read',
    104,
    200,
    { 'set-cookie': 'a=b' },
    `(${get().slice(0, -1)}).cookies.a`,
    /response\.cookies/,
  ],
  ['cookies that are none', 0, 200, {}, `if ((${get().slice(0, -1)}).cookies.a) fail()`, /^$/],
] as const) {
  test(`${what}: exit code ${exitCode}`, async () => {
    const ended = await runAgainst(status, headers, body, 'iterations: 2');
    assert.match(ended.log, message);
    assert.equal(ended.exitCode, exitCode, ended.log);
  });
}

for (const [where, options, params] of [
  ['request', '', '{ tags: { name: "mine" } }'],
  ['options', 'tags: { name: "mine" }', '{}'],
] as const) {
  test(`the name that a script gives in its ${where} is the URL too, as in k6`, async () => {
    const { lines } = await runAgainst(200, {}, get(params), options);
    const { data } = lines.find(({ metric, type }) => metric === 'http_reqs' && type === 'Point') ?? {};
    assert.deepEqual([data?.tags['name'], data?.tags['url']], ['mine', 'mine']);
  });
}

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
