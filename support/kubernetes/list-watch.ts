import type { Readable } from 'node:stream';
import { backoffMs, type Delay } from './backoff.ts';
import type { Query, RawApi } from './client.ts';
import { causeOf } from './errors.ts';
import { KnownObjects } from './known-objects.ts';
import { LineSplitter } from './line-splitter.ts';
import { listsBetween } from './lists-between.ts';
import type { RawList } from './raw-object.ts';
import type { WatchListener } from './watch.ts';
import { Ending, endingOf } from './watch-ending.ts';
import { parseWatchMessage, type WatchMessage } from './watch-message.ts';

/**
 * When the server is to end a watch, and which silence means a dead peer. Bookmarks come every minute (bookmarkFrequency in
 * k8s.io/apiserver storage/cacher). Without them silence means nothing, and a quiet watch must not be resumed when it need
 * not be: its resourceVersion grows old, and is gone once etcd was compacted, every 5 minutes.
 */
const LIMITS = {
  withBookmarks: { timeoutSeconds: 300, silenceMs: 90_000 },
  withoutBookmarks: { timeoutSeconds: 6 * 3600, silenceMs: 0 },
};
/** Failures in a row, some 1.5 s, after which a watch that was never open gives up. One that was open never does. */
const OPENING_ATTEMPTS = 6;

/** `WatchOptions` with nothing left open. */
export interface ListWatchOptions {
  readonly path: string;
  readonly fieldSelector: string | undefined;
  readonly bookmarks: boolean;
  readonly listener: WatchListener;
  readonly signal: AbortSignal;
  readonly clock: () => number;
  readonly delay: Delay;
}

/** The state of one watch. Use it through `watch`. */
export class ListWatch {
  readonly #client: RawApi & { readonly server: string };
  readonly #options: ListWatchOptions;
  readonly #known = new KnownObjects();
  /** Undefined when a list is due. */
  #resourceVersion: string | undefined;
  /** The last one before a list became due. */
  #seenUpTo: string | undefined;
  #listed = false;
  #opened = false;
  #lastByteAt = 0;
  #failures = 0;
  /** What made the watch blind, until it sees again. */
  #blind: Ending | undefined;

  constructor(client: RawApi & { readonly server: string }, options: ListWatchOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** Runs until the signal aborts, and rejects with its reason, or with what else ended it. */
  async run(): Promise<never> {
    const { signal, listener, clock, delay } = this.#options;
    try {
      for (;;) {
        const ending = await this.#connection();
        this.#blind = ending;
        if (ending.gone) {
          this.#seenUpTo = this.#resourceVersion ?? this.#seenUpTo;
          this.#resourceVersion = undefined;
        }
        if (++this.#failures >= OPENING_ATTEMPTS && !this.#opened) throw this.#neverOpened(ending);
        await delay(backoffMs(this.#failures), signal);
      }
    } finally {
      // Whoever stops watching while blind must know that it was: the facts end earlier than the watch.
      if (this.#opened && this.#blind !== undefined) listener.gap?.(this.#lastByteAt, clock(), this.#blind.reason);
    }
  }

  /** From connecting to the end of the connection. */
  async #connection(): Promise<Ending> {
    const { path, signal, fieldSelector, bookmarks } = this.#options;
    const { timeoutSeconds, silenceMs } = bookmarks ? LIMITS.withBookmarks : LIMITS.withoutBookmarks;
    if (this.#resourceVersion === undefined) {
      const list = await this.#ask(() => this.#client.raw<RawList>('GET', path, { signal, query: { fieldSelector } }));
      if (list instanceof Ending) return list;
      if (!(await this.#caughtUp(list))) this.#list(list);
    }
    const query: Query = {
      watch: true,
      allowWatchBookmarks: true,
      timeoutSeconds,
      resourceVersion: this.#resourceVersion,
      fieldSelector,
    };
    const body = await this.#ask(() => this.#client.stream(path, { signal, query, silenceMs }));
    if (body instanceof Ending) return body;
    try {
      this.#connected();
      return await this.#read(body);
    } finally {
      body.destroy();
    }
  }

  /** Makes up for what was missed up to a new list, revision by revision. @returns false where that cannot be known. */
  async #caughtUp({ metadata: { resourceVersion } }: RawList): Promise<boolean> {
    if (this.#seenUpTo === undefined) return false;
    const lists = await listsBetween(this.#client, this.#options, this.#seenUpTo, resourceVersion);
    if (lists === undefined) return false;
    for (const { items } of lists) {
      for (const seen of this.#known.replace(items ?? [])) this.#options.listener.seen(seen);
    }
    this.#resourceVersion = resourceVersion;
    return true;
  }

  async #ask<T>(request: () => Promise<T>): Promise<T | Ending> {
    try {
      return await request();
    } catch (error) {
      this.#options.signal.throwIfAborted();
      return this.#endingOrThrow(error);
    }
  }

  #endingOrThrow(error: unknown): Ending {
    const ending = endingOf(error, this.#opened);
    if (ending !== undefined) return ending;
    this.#blind = new Ending(String(error), false, error);
    throw error;
  }

  #list(list: RawList): void {
    const { listener, clock } = this.#options;
    const seen = this.#known.replace(list.items ?? []);
    const from = this.#lastByteAt;
    const reason = this.#blind?.reason ?? 'listed again';
    this.#blind = undefined;
    this.#lastByteAt = clock();
    this.#resourceVersion = list.metadata.resourceVersion;
    if (this.#listed) listener.gap?.(from, this.#lastByteAt, reason);
    for (const { change, object } of seen) listener.seen({ change: this.#listed ? change : 'LISTED', object });
    this.#listed = true;
  }

  #connected(): void {
    const { listener } = this.#options;
    const blind = this.#blind;
    this.#blind = undefined;
    if (!this.#opened) {
      this.#opened = true;
      listener.opened?.(this.#resourceVersion ?? '');
    } else if (blind !== undefined) listener.reconnected?.(this.#lastByteAt, blind.reason);
  }

  async #read(body: Readable): Promise<Ending> {
    const { signal, clock } = this.#options;
    const lines = new LineSplitter();
    const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
    for (;;) {
      let next: IteratorResult<Uint8Array>;
      try {
        next = await chunks.next();
      } catch (error) {
        signal.throwIfAborted();
        return new Ending(`the connection broke: ${causeOf(error).text}`, false, error);
      }
      signal.throwIfAborted();
      if (next.done === true) return new Ending('the server ended the watch', false);
      this.#lastByteAt = clock();
      for (const line of lines.push(next.value)) {
        const message = this.#parse(line);
        if (message.type === 'error') return this.#endingOrThrow(message.error);
        this.#take(message);
      }
    }
  }

  #parse(line: string): WatchMessage {
    try {
      return parseWatchMessage(line, { server: this.#client.server, path: this.#options.path });
    } catch (error) {
      return { type: 'error', error: error as Error };
    }
  }

  #take(message: Exclude<WatchMessage, { type: 'error' }>): void {
    this.#resourceVersion = message.resourceVersion;
    this.#failures = 0;
    if (message.type === 'bookmark') return;
    this.#known.note(message.seen);
    this.#options.listener.seen(message.seen);
  }

  #neverOpened(ending: Ending): Error {
    const { path } = this.#options;
    const message = `watch ${path} could not be opened in ${OPENING_ATTEMPTS} attempts, last: ${ending.reason}`;
    return new Error(message, { cause: ending.cause });
  }
}
