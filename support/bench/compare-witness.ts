import type { PodRecord } from './pod-record.ts';

/** Something that one source says of a pod and the other does not. */
export interface Difference {
  readonly pod: string;
  readonly namespace: string;
  readonly uid: string;
  readonly what: 'created' | 'deleted' | 'changes';
  readonly found: string;
  readonly witnessed: string;
}

type Records = ReadonlyMap<string, PodRecord>;

/**
 * Compares what was found of each pod with what a witness says. Where time runs out nobody can say who saw the last write, so
 * the witness is heard twice: what it says of the time up to shortly before the end must have been found, and what was found
 * must be what it says of all the time.
 */
export function differences(found: Records, must: Records, may: Records): Difference[] {
  const uids = new Set([...found.keys(), ...must.keys()]);
  return [...uids].flatMap((uid) => {
    const [own, least, most] = [found.get(uid), must.get(uid), may.get(uid)];
    const { name, namespace } = own ?? least ?? { name: '', namespace: '' };
    const differ = (what: Difference['what'], mine: unknown, theirs: unknown): Difference => {
      return { pod: name, namespace, uid, what, found: String(mine), witnessed: String(theirs) };
    };
    const result: Difference[] = [];
    const createdAgrees = own?.created === most?.created || (own === undefined && least === undefined);
    if (!createdAgrees) result.push(differ('created', own?.created, most?.created));
    const tooLate = own?.deleted === undefined && least?.deleted === undefined;
    if (own?.deleted !== most?.deleted && !tooLate) {
      result.push(differ('deleted', own?.deleted ?? 'by nobody', most?.deleted ?? 'by nobody'));
    }
    const changes = own?.changes ?? [];
    if (!startsWith(changes, least?.changes ?? []) || !startsWith(most?.changes ?? [], changes)) {
      result.push(differ('changes', changes.join(', ') || 'none', most?.changes.join(', ') || 'none'));
    }
    return result;
  });
}

function startsWith(long: readonly string[], short: readonly string[]): boolean {
  return short.every((item, index) => long[index] === item);
}
