import { durationMs } from './duration.ts';
import { type Exchange, exchange } from './http-exchange.ts';
import { httpResponse } from './http-response.ts';
import { exitCodes, RunnerError } from './runner-error.ts';
import { ScriptCall } from './script-call.ts';
import type { ModuleExports } from './script-modules.ts';
import { unsupportedIn } from './unsupported-answer.ts';
import type { VirtualUser } from './virtual-user.ts';

interface Params {
  readonly headers?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, unknown>>;
  readonly timeout?: string | number;
  readonly responseType?: string;
  readonly redirects?: number;
  readonly responseCallback?: ((status: number) => boolean) | null;
}

const knownParams = ['headers', 'tags', 'timeout', 'responseType', 'redirects', 'responseCallback'];
const synchronous = ['get', 'post', 'put', 'patch', 'del', 'head', 'options', 'request', 'batch'];
const missing = ['file', 'cookieJar', 'CookieJar', 'url'];
const defaultTimeoutMs = 60_000;

/** `k6/http` (https://grafana.com/docs/k6/latest/javascript-api/k6-http/): asyncRequest over HTTP/1.1 without TLS, and expected statuses. */
export function httpModule(user: VirtualUser): ModuleExports {
  const refuse = (name: string, instead?: string) => [name, () => user.run.refuse(`k6/http.${name}`, instead)] as const;
  return {
    ...Object.fromEntries(synchronous.map((name) => refuse(name, 'use http.asyncRequest'))),
    ...Object.fromEntries(missing.map((name) => refuse(name))),
    expectedStatuses,
    setResponseCallback: (callback: VirtualUser['expectsStatus']) => {
      user.expectsStatus = callback;
    },
    asyncRequest: (method: string, url: unknown, body: unknown, params?: Params | null) => {
      // A promise that never settles is how an iteration ends that was interrupted.
      if (user.over) return new Promise(() => {});
      const sent = send(user, String(method).toUpperCase(), String(url), body, params ?? {});
      return ScriptCall.current?.waitFor(sent) ?? sent;
    },
  };
}

function expectedStatuses(
  ...expected: readonly (number | { min: number; max: number })[]
): (status: number) => boolean {
  return (status) =>
    expected.some((one) => (typeof one === 'number' ? one === status : one.min <= status && status <= one.max));
}

async function send(user: VirtualUser, method: string, url: string, body: unknown, params: Params): Promise<unknown> {
  check(user, url, body, params);
  const { run } = user;
  const cookies = ScriptCall.current?.cookies;
  const cookie = cookies?.dueTo(url);
  if (cookie !== undefined) run.refuse(`sending the cookie ${cookie} back to ${url}`);
  const headers = {
    'User-Agent': run.options.userAgent ?? 'probe-runner/1 (a part of Kindling)',
    ...(run.options.noConnectionReuse ? { Connection: 'close' } : {}),
    ...params.headers,
  };
  const timeoutMs = params.timeout === undefined ? defaultTimeoutMs : durationMs(params.timeout, 'params.timeout');
  const content = body instanceof ArrayBuffer ? Buffer.from(body) : ((body as string | null | undefined) ?? null);
  const ended = await exchange({ method, url, headers, body: content, timeoutMs, agent: user.agent });
  if (user.over) return new Promise(() => {});
  const responseType = params.responseType ?? (run.options.discardResponseBodies ? 'none' : 'text');
  if (ended.answer !== undefined) {
    const { message } = ended.answer;
    const asked = { url, redirects: params.redirects ?? run.options.maxRedirects, responseType };
    const beyondUs = unsupportedIn(message, asked);
    if (beyondUs !== undefined) run.refuse(...beyondUs);
    cookies?.keep(url, message.headers['set-cookie'] ?? []);
  }
  const sent = { method, url, headers, body: String(content ?? '') };
  const response = httpResponse(ended, sent, responseType, (what, instead) => run.refuse(what, instead));
  record(
    user,
    ended,
    { method, url, status: response.status, errorCode: response.error_code, error: response.error },
    params,
  );
  return response;
}

function check(user: VirtualUser, url: string, body: unknown, params: Params): void {
  if (user.scenario === undefined) {
    throw new RunnerError(
      exitCodes.scriptException,
      `request to ${url}: requests cannot be made while the script loads`,
    );
  }
  const { run } = user;
  if (URL.parse(url)?.protocol !== 'http:') run.refuse(`the URL ${url}`, 'use http://');
  const stranger = Object.keys(params).find((name) => !knownParams.includes(name));
  if (stranger !== undefined) run.refuse(`params.${stranger}`);
  if (body !== null && body !== undefined && typeof body !== 'string' && !(body instanceof ArrayBuffer)) {
    run.refuse('a request body that is an object', 'give a string, an ArrayBuffer or null');
  }
}

interface Result {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly errorCode: number;
  readonly error: string;
}

function record(user: VirtualUser, { timings, endedAt }: Exchange, result: Result, params: Params): void {
  const { run } = user;
  const { method, url, status, errorCode, error } = result;
  const expects = params.responseCallback === undefined ? user.expectsStatus : params.responseCallback;
  const expected = expects?.(status);
  // k6 has the `name` that a script gives for the URL too (measureAndEmitMetrics in lib/netext/httpext/transport.go).
  const { name = url } = { ...run.options.tags, ...user.sampleTags({}, params.tags) };
  const system = {
    method,
    url: name,
    name,
    status: String(status),
    proto: status > 0 ? 'HTTP/1.1' : undefined,
    error: status > 0 ? undefined : error,
    error_code: errorCode === 0 ? undefined : String(errorCode),
    expected_response: expected === undefined ? undefined : String(expected),
  };
  const tags = user.sampleTags(system, params.tags);
  const metadata = user.sampleMetadata();
  run.pushBuiltIn('http_reqs', 1, tags, metadata, endedAt);
  for (const [name, value] of Object.entries(timings))
    run.pushBuiltIn(`http_req_${name}`, value, tags, metadata, endedAt);
  if (expected !== undefined) run.pushBuiltIn('http_req_failed', expected ? 0 : 1, tags, metadata, endedAt);
  if (status === 0) run.log.write('warning', 'Request Failed', { error: `${method} ${url}: ${error}` });
}
