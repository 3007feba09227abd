import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { RawObject } from '../raw-object.ts';

/** A request as a fake API server got it. */
export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** What to answer. `hang`: nothing, for ever. `reset`: cut the connection. `watch`: 200, and leave the body to the test. */
export type FakeAnswer =
  | { readonly status?: number; readonly headers?: Record<string, string | string[]>; readonly body: unknown }
  | 'hang'
  | 'reset'
  | 'watch';

/** The server's end of a watch. */
export class FakeWatch {
  readonly request: FakeRequest;
  readonly #response: ServerResponse;

  constructor(request: FakeRequest, response: ServerResponse) {
    this.request = request;
    this.#response = response;
  }

  /** Sends one event. */
  event(type: string, object: RawObject | Record<string, unknown>): void {
    this.bytes(`${JSON.stringify({ type, object })}\n`);
  }

  /** Sends anything. */
  bytes(chunk: string | Uint8Array): void {
    this.#response.write(chunk);
  }

  /** Ends as the server does after `timeoutSeconds`. */
  end(): void {
    this.#response.end();
  }

  /** Ends as a killed server does. */
  cut(): void {
    this.#response.destroy();
  }

  /** Resolves when the client has gone. */
  get closed(): Promise<unknown> {
    return this.#response.closed ? Promise.resolve() : new Promise((resolve) => this.#response.once('close', resolve));
  }
}

/** An HTTP server for unit tests that answers as a test tells it to. Proves nothing about Kubernetes. */
export class FakeApiServer implements AsyncDisposable {
  readonly requests: FakeRequest[] = [];
  /** TCP connections so far. */
  connections = 0;
  answer: (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>;
  readonly #server: Server;
  readonly #folder = mkdtempSync(join(tmpdir(), 'kindling-fake-'));
  readonly #watches: FakeWatch[] = [];
  readonly #waiting: ((watch: FakeWatch) => void)[] = [];

  private constructor(answer: FakeApiServer['answer']) {
    this.answer = answer;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
    this.#server.on('connection', () => this.connections++);
  }

  /** Listens on 127.0.0.1. */
  static async start(answer: FakeApiServer['answer']): Promise<FakeApiServer> {
    const fake = new FakeApiServer(answer);
    await fake.listen(0);
    const kubeconfig = {
      clusters: [{ name: 'fake', cluster: { server: fake.url, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'fake', user: { token: 'a-token' } }],
      contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'fake' } }],
      'current-context': 'fake',
    };
    writeFileSync(fake.kubeconfig, JSON.stringify(kubeconfig));
    return fake;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get kubeconfig(): string {
    return join(this.#folder, 'kubeconfig');
  }

  /** The next watch that was opened and not yet taken. */
  nextWatch(): Promise<FakeWatch> {
    const watch = this.#watches.shift();
    return watch === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(watch);
  }

  /** Stops listening and cuts all connections, as a killed server. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Listens again, after `stop`. */
  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
    if (this.#server.listening) await this.stop();
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', this.url);
    const body = await text(incoming);
    const { method = '', headers } = incoming;
    const request: FakeRequest = {
      method,
      path: url.pathname,
      query: url.searchParams,
      headers,
      body: body === '' ? undefined : JSON.parse(body),
    };
    this.requests.push(request);
    const answer = await this.answer(request);
    if (answer === 'hang') return;
    if (answer === 'reset') return void incoming.socket.resetAndDestroy();
    if (answer === 'watch') {
      response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
      const watch = new FakeWatch(request, response);
      const taker = this.#waiting.shift();
      if (taker === undefined) this.#watches.push(watch);
      else taker(watch);
      return;
    }
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  }
}

/** The body of a refusal, as the API server writes it. */
export function failure(code: number, reason: string, message: string, details: object = {}) {
  return {
    status: code,
    body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, details, code },
  };
}
