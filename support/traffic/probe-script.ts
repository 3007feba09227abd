// Disruption probe: requests at a fixed rate, one sample each. A k6 script that the probe runner runs too, so it may use
// only what both offer: no node: modules, no URL.
import exec from 'k6/execution';
import type { RefinedResponse } from 'k6/http';
import http from 'k6/http';
import { Trend } from 'k6/metrics';
import type { Options, Scenario } from 'k6/options';

type Stream = 'fresh' | 'keepalive' | 'control' | 'udp';
/** `udp` is sent by udp-probe-script.ts. */
type HttpStream = Exclude<Stream, 'udp'>;

function setting(name: string, fallback: string): string {
  const value = __ENV[name];
  return value === undefined || value === '' ? fallback : value;
}

function number(name: string, fallback: string): number {
  const value = Number(setting(name, fallback));
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} must be a number from 0 up, is ${__ENV[name]}`);
  return value;
}

const timeoutMs = number('PROBE_TIMEOUT_MS', '2000');
const rates: Record<Stream, number> = {
  fresh: number('PROBE_FRESH_RATE', '0'),
  keepalive: number('PROBE_KEEPALIVE_RATE', '0'),
  control: number('PROBE_CONTROL_RATE', '0'),
  udp: number('PROBE_UDP_RATE', '0'),
};
const doors: Record<Stream, string[]> = {
  fresh: doorsOf('FRESH'),
  keepalive: doorsOf('KEEPALIVE'),
  control: doorsOf('CONTROL'),
  udp: doorsOf('UDP'),
};
// Go's HTTP client silently replays GET on a new connection when a reused one breaks, and hides the very failure that
// this stream is there to see. It does not replay POST.
const methods: Record<HttpStream, string> = { fresh: 'GET', keepalive: 'POST', control: 'GET' };
// A header closes the connection per request; the option noConnectionReuse would close those of every stream.
const headers: Record<HttpStream, Record<string, string>> = {
  fresh: { Connection: 'close' },
  keepalive: {},
  control: { Connection: 'close' },
};

// Our own wall-clock time: http_req_duration is 0 when a dial fails, and its sample cannot carry the pod.
const latency = new Trend('probe_latency', true);

function doorsOf(stream: string): string[] {
  return setting(`PROBE_${stream}_DOORS`, setting('PROBE_DOORS', '')).split(',').filter(Boolean);
}

function scenario(stream: Stream): Scenario {
  // Were every request to wait for its timeout, one virtual user would still be idle when the next is due, and some more
  // for the requests that are due at once after a busy machine held the generator up (check-plan.ts counts the same).
  const vus = Math.ceil((rates[stream] * (timeoutMs + 250)) / 1000) + 5;
  return {
    executor: 'constant-arrival-rate',
    exec: stream,
    rate: rates[stream],
    timeUnit: '1s',
    duration: setting('PROBE_DURATION', '60s'),
    preAllocatedVUs: vus,
    maxVUs: vus,
    // Requests that outlive gracefulStop leave no sample: their timeout must come first.
    gracefulStop: `${timeoutMs + 2000}ms`,
  };
}

const flowing = (Object.keys(rates) as Stream[]).filter((stream) => rates[stream] > 0);

export const options: Options = {
  scenarios: Object.fromEntries(flowing.map((stream) => [stream, scenario(stream)])),
  systemTags: ['scenario'],
  maxRedirects: 0,
  thresholds: { dropped_iterations: ['count<1'] },
};

/** Now, in ms since the epoch: whole ones in k6, while the probe runner's `scenario.startTime` comes from this finer clock. */
export function clock(): number {
  return typeof performance === 'undefined' ? Date.now() : performance.timeOrigin + performance.now();
}

function podOf(response: RefinedResponse<'text'>): string {
  const body = typeof response.body === 'string' ? response.body.trim() : '';
  return nameIn(response.headers['X-Pod'] ?? body);
}

/** The text if a pod can have that name, else nothing. */
export function nameIn(named: string): string {
  return /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(named) ? named : '';
}

function connectionOf({ timings, status }: RefinedResponse<'text'>): string {
  if (timings.connecting > 0) return 'new';
  // A failed dial has a duration of 0, so whatever has one without having connected used a connection again.
  return status > 0 || timings.duration > 0 ? 'reused' : 'none';
}

/** The request that an iteration is to send. */
export function plannedRequest(stream: Stream) {
  const request = exec.scenario.iterationInTest;
  // A kept connection leads to one door: virtual users that changed doors would keep one to each, and use each seldom.
  const turn = stream === 'keepalive' ? exec.vu.idInTest : request;
  const door = turn % doors[stream].length;
  const url = doors[stream][door];
  if (url === undefined) throw new Error(`stream ${stream} has no door: set PROBE_DOORS`);
  return { request, door, url, due: exec.scenario.startTime + (request * 1000) / rates[stream], timeoutMs };
}

/** How a request ended: times in ms, `flow` of a datagram or a kept connection. */
interface Ended {
  readonly start: number;
  readonly duration: number;
  readonly pod: string;
  readonly status: number;
  readonly errorCode: number;
  readonly error: string;
  readonly connection: string;
  readonly flow?: number;
}

/** Leaves the sample of a request. */
export function leaveSample({ request, door, due }: ReturnType<typeof plannedRequest>, ended: Ended): void {
  // Metadata are kept out of k6's time series: each of these is unique.
  const { metadata } = exec.vu.metrics;
  metadata['request'] = String(request);
  metadata['start'] = String(ended.start);
  metadata['due'] = String(due);
  metadata['error'] = ended.error;
  latency.add(ended.duration, {
    door: String(door),
    pod: ended.pod,
    status: String(ended.status),
    error_code: String(ended.errorCode),
    connection: ended.connection,
    ...(ended.flow === undefined ? {} : { flow: String(ended.flow) }),
  });
}

async function probe(stream: HttpStream): Promise<void> {
  const planned = plannedRequest(stream);
  const start = clock();
  const response = await http.asyncRequest(methods[stream], planned.url, null, {
    headers: headers[stream],
    tags: { name: stream },
    timeout: timeoutMs,
    responseType: 'text',
  });
  const duration = clock() - start;
  leaveSample(planned, {
    ...{ start, duration },
    pod: response.status > 0 ? podOf(response) : '',
    status: response.status,
    errorCode: response.error_code,
    error: response.error,
    connection: connectionOf(response),
    // A virtual user has connections of its own, and sends one request at a time.
    ...(stream === 'keepalive' ? { flow: exec.vu.idInTest } : {}),
  });
}

/** One request over a connection of its own. */
export async function fresh(): Promise<void> {
  await probe('fresh');
}

/** One request over a connection kept from the request before, if it still stands. */
export async function keepalive(): Promise<void> {
  await probe('keepalive');
}

/** One request to a target that nobody touches. */
export async function control(): Promise<void> {
  await probe('control');
}

/** Keeps k6's text summary off: the samples are the result. */
export function handleSummary(): Record<string, string> {
  return {};
}
