import type { Readable } from 'node:stream';
import type { AppsV1Api, CoreV1Api, DiscoveryV1Api } from '@kubernetes/client-node';
import type { Dispatcher } from 'undici';
import type { ClockSkew } from './clock-skew.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { Transport } from './transport.ts';
import { typedApis } from './typed-apis.ts';

/** Query parameters; undefined ones are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** What a request may carry besides method and path. */
export interface RawOptions {
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Of the body; default `application/json`. A PATCH needs one of its own. */
  readonly contentType?: string;
  /** Ends this request, besides the client's own signal. */
  readonly signal?: AbortSignal | undefined;
  /** Default 10 000 ms, for the whole answer; of a stream for its headers. */
  readonly timeoutMs?: number;
  /** Called for each `Warning` header (RFC 7234 5.5, as the API server uses it) with its text. */
  readonly onWarning?: (text: string) => void;
}

/** Requests as the API server speaks them, without the generated models that drop what they do not know. */
export interface RawApi {
  /** Aborts with the run, and when the client is disposed of: everything that lasts must end with it. */
  readonly signal: AbortSignal;
  /**
   * One request; the answer's JSON, which is `T` by the caller's word only, or its text when it is none (`/readyz`).
   * @param path with its segments encoded, as `objectPath` makes it.
   * @throws KubernetesError when the server refuses or does not answer; the signal's reason when aborted.
   */
  raw<T>(method: Dispatcher.HttpMethod, path: string, options?: RawOptions): Promise<T>;
  /**
   * A GET whose body comes for as long as the server sends. The body fails after `silenceMs` without a byte; 0 is never.
   * @throws as `raw` does.
   */
  stream(path: string, options: Omit<RawOptions, 'body' | 'contentType'> & { silenceMs: number }): Promise<Readable>;
}

/** A connection to one cluster. All requests, typed and raw, share one pool, one timeout and one signal. */
export interface KubernetesClient extends RawApi, AsyncDisposable {
  /** `https://127.0.0.1:6443`. */
  readonly server: string;
  /** client-node's typed APIs; they throw `KubernetesError` here. Times in what they return are `Date`. */
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly discovery: DiscoveryV1Api;
  /** How far the server's clock is ahead of ours, from the `Date` of all answers so far and of one asked for now. */
  clockSkewMs(): Promise<ClockSkew>;
}

/**
 * Reads a kubeconfig and makes a client of its current context. Sends nothing yet.
 * @throws when the kubeconfig is not usable.
 */
export async function connect(
  kubeconfigPath: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<KubernetesClient> {
  const access = await readKubeconfig(kubeconfigPath);
  const disposal = new AbortController();
  const either = AbortSignal.any([signal, disposal.signal]);
  const transport = new Transport(access, either);
  const { core, apps, discovery } = await typedApis(transport);

  const client: KubernetesClient = {
    server: access.server,
    signal: either,
    core,
    apps,
    discovery,
    async raw<T>(method: Dispatcher.HttpMethod, path: string, options: RawOptions = {}): Promise<T> {
      const answer = await transport.send({
        method,
        path: withQuery(path, options.query),
        headers: options.body === undefined ? {} : { 'content-type': options.contentType ?? 'application/json' },
        body: options.body === undefined ? undefined : JSON.stringify(options.body),
        signal: options.signal,
        timeoutMs: options.timeoutMs,
      });
      for (const text of warnings(answer.headers['warning'])) options.onWarning?.(text);
      const isJson = answer.headers['content-type']?.includes('json') ?? false;
      return (isJson ? JSON.parse(answer.text) : answer.text) as T;
    },
    stream: (path, { query, signal, timeoutMs, silenceMs }) =>
      transport.stream({ method: 'GET', path: withQuery(path, query), signal, timeoutMs }, silenceMs),
    async clockSkewMs() {
      await client.raw('GET', '/version');
      const { skew } = transport.clock;
      if (skew === undefined) throw new Error(`API server ${access.server} sends no Date header: its clock is unknown`);
      return skew;
    },
    async [Symbol.asyncDispose]() {
      disposal.abort(new Error(`the client of API server ${access.server} was closed`));
      await transport[Symbol.asyncDispose]();
    },
  };
  return client;
}

function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search}`;
}

/** The texts of `299 - "…"` values, of which a header may hold several. */
function warnings(header: string | undefined): string[] {
  const texts = header?.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g) ?? [];
  return [...texts].map(([, text = '']) => text.replaceAll(/\\(.)/g, '$1'));
}
