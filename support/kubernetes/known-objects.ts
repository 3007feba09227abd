import type { RawObject } from './raw-object.ts';

/** How an object came to be in the state that a watch reports. `LISTED`: part of the list that the watch started from. */
export type Change = 'LISTED' | 'ADDED' | 'MODIFIED' | 'DELETED';

/** One object and what became of it. */
export interface Seen {
  readonly change: Change;
  readonly object: RawObject;
}

/** The objects that exist as far as a watch knows. Without it nobody could say what a second list shows to be deleted. */
export class KnownObjects {
  #byUid = new Map<string, RawObject>();

  /** Takes note of a watch event. */
  note({ change, object }: Seen): void {
    if (change === 'DELETED') this.#byUid.delete(object.metadata.uid);
    else this.#byUid.set(object.metadata.uid, object);
  }

  /**
   * Takes a new list for the truth and says what must have happened since: deletions in their last known state, then the rest.
   * Compared by uid and resourceVersion, so an object made again under its old name is a deletion and an addition.
   */
  replace(items: readonly RawObject[]): Seen[] {
    const before = this.#byUid;
    const after = new Map(items.map((object) => [object.metadata.uid, object]));
    const seen: Seen[] = [];
    for (const [uid, object] of before) if (!after.has(uid)) seen.push({ change: 'DELETED', object });
    for (const [uid, object] of after) {
      const known = before.get(uid);
      if (known === undefined) seen.push({ change: 'ADDED', object });
      else if (known.metadata.resourceVersion !== object.metadata.resourceVersion) {
        seen.push({ change: 'MODIFIED', object });
      }
    }
    this.#byUid = after;
    return seen;
  }
}
