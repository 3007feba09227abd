import type { Readable } from 'node:stream';
import { Agent, type Dispatcher } from 'undici';
import { ClockSkewGauge } from './clock-skew.ts';
import { type Asked, answerError, networkError } from './errors.ts';

/** Where an API server is and how to be let in. */
export interface Access {
  /** `https://127.0.0.1:6443`, without a slash at the end. */
  readonly server: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: Agent.Options['connect'];
}

/** One HTTP request. `path` has its query already. */
export interface HttpRequest {
  readonly method: Dispatcher.HttpMethod;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default 10 000 ms. */
  readonly timeoutMs?: number | undefined;
}

/** A 2xx answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const REQUEST_TIMEOUT_MS = 10_000;

/**
 * One pool of connections to one API server.
 * client-node 2.0.1 opens a connection per call and knows no timeout, so its typed APIs are made to go through here too.
 * HTTP/2 is off: each watch has a connection of its own, and losing one says nothing of the others.
 */
export class Transport implements AsyncDisposable {
  readonly access: Access;
  readonly clock = new ClockSkewGauge();
  readonly #signal: AbortSignal;
  readonly #agent: Agent;

  constructor(access: Access, signal: AbortSignal) {
    this.access = access;
    this.#signal = signal;
    this.#agent = new Agent({ connect: { timeout: REQUEST_TIMEOUT_MS, ...access.tls }, allowH2: false });
  }

  /**
   * Sends a request and reads the whole answer.
   * @throws KubernetesError for an answer that is not 2xx, no answer and a timeout; the signal's reason when aborted.
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const timeoutMs = request.timeoutMs ?? REQUEST_TIMEOUT_MS;
    const abort = this.#abort(request);
    const signal = AbortSignal.any([abort, AbortSignal.timeout(timeoutMs)]);
    const answer = await this.#attempt(request, abort, async () => {
      const { statusCode, headers, body } = await this.#request(request, { signal });
      return { status: statusCode, headers: singleValued(headers), text: await body.text() };
    });
    if (answer.status >= 300) throw answerError(answer.status, answer.text, this.#asked(request));
    return answer;
  }

  /**
   * Sends a request and hands out the body as it comes. Only the headers have to come within the timeout.
   * @param silenceMs the body fails with `UND_ERR_BODY_TIMEOUT` when no byte came for so long; 0 is never.
   * @throws as `send` does; errors of the body are undici's own.
   */
  async stream(request: HttpRequest, silenceMs: number): Promise<Readable> {
    const signal = this.#abort(request);
    const timeoutMs = request.timeoutMs ?? REQUEST_TIMEOUT_MS;
    const { statusCode, body } = await this.#attempt(request, signal, () =>
      this.#request(request, { signal, headersTimeout: timeoutMs, bodyTimeout: silenceMs }),
    );
    if (statusCode < 300) return body;
    const text = await this.#attempt(request, signal, () => body.text());
    throw answerError(statusCode, text, this.#asked(request));
  }

  /** Cuts all connections; what is under way is rejected. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy();
  }

  #abort(request: HttpRequest): AbortSignal {
    return request.signal === undefined ? this.#signal : AbortSignal.any([this.#signal, request.signal]);
  }

  async #request(request: HttpRequest, limits: Partial<Dispatcher.RequestOptions>): Promise<Dispatcher.ResponseData> {
    const { server, headers } = this.access;
    const url = new URL(server);
    const sentAt = clock();
    const response = await this.#agent.request({
      origin: url.origin,
      // A server behind a path prefix is legal in a kubeconfig.
      path: `${url.pathname.replace(/\/$/, '')}${request.path}`,
      method: request.method,
      headers: { accept: 'application/json', 'user-agent': 'kindling', ...headers, ...request.headers },
      body: request.body ?? null,
      ...limits,
    });
    const date = response.headers['date'];
    this.clock.learn(typeof date === 'string' ? date : undefined, sentAt, clock());
    return response;
  }

  async #attempt<T>(request: HttpRequest, abort: AbortSignal, ask: () => Promise<T>): Promise<T> {
    abort.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      abort.throwIfAborted();
      throw networkError(error, this.#asked(request));
    }
  }

  #asked({ method, path }: HttpRequest): Asked {
    return { server: this.access.server, method, path };
  }
}

/** That of the timeline: the skew is to be used on its times. */
function clock(): number {
  return performance.timeOrigin + performance.now();
}

function singleValued(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    // Joined by newline, since a `warning` value may hold commas.
    if (value !== undefined) values[name] = Array.isArray(value) ? value.join('\n') : value;
  }
  return values;
}
