import { answerError, type Status } from './errors.ts';
import type { Seen } from './known-objects.ts';
import type { RawObject } from './raw-object.ts';

/** A line of a watch: an event, a bookmark (only a newer resourceVersion), or the server's reason to end the watch. */
export type WatchMessage =
  | { readonly type: 'event'; readonly seen: Seen; readonly resourceVersion: string }
  | { readonly type: 'bookmark'; readonly resourceVersion: string }
  | { readonly type: 'error'; readonly error: Error };

/**
 * Reads one line of a watch (https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes).
 * @throws when it is not what the API server writes: going on would mean to have missed something without knowing.
 */
export function parseWatchMessage(
  line: string,
  asked: { readonly server: string; readonly path: string },
): WatchMessage {
  let parsed: { readonly type?: string; readonly object?: RawObject & Status };
  try {
    parsed = JSON.parse(line);
  } catch (cause) {
    throw unexpected(line, asked, cause);
  }
  const { type, object } = parsed;
  if (type === 'ERROR') {
    const error = answerError(object?.code ?? 0, object ?? {}, { ...asked, method: 'watch' });
    return { type: 'error', error };
  }
  const resourceVersion = object?.metadata?.resourceVersion;
  if (object === undefined || resourceVersion === undefined) throw unexpected(line, asked);
  if (type === 'BOOKMARK') return { type: 'bookmark', resourceVersion };
  if (type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED') {
    return { type: 'event', seen: { change: type, object }, resourceVersion };
  }
  throw unexpected(line, asked);
}

function unexpected(line: string, asked: { readonly server: string; readonly path: string }, cause?: unknown): Error {
  const shown = line.length > 200 ? `${line.slice(0, 200)}…` : line;
  return new Error(`watch ${asked.path} of ${asked.server}: not a watch event: ${shown}`, { cause });
}
