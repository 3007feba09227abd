import type { Fact, StreamName } from '../timeline/facts.ts';
import type { FailedRequest } from './causes.ts';
import { requestKey, type SentIn, samplesByStream } from './samples.ts';
import { type Tally, tallyOf } from './tally.ts';

/** The requests that one node's door let in. */
export interface DoorTally extends Tally {
  readonly door: string;
}

/** The requests that one pod answered, with whatever status, and those that failed because of it. */
export interface PodTally extends Tally {
  /** Undefined for those of which no pod is known: nobody answered, and the cause is none or no pod's. */
  readonly pod: string | undefined;
}

/** The requests of one stream, each once per door and once per pod. */
export interface Breakdown {
  readonly stream: StreamName;
  /** By the names of their nodes. */
  readonly doors: readonly DoorTally[];
  /** By name, those without a pod last; empty where answers do not tell whose they are, as those to a script do not. */
  readonly pods: readonly PodTally[];
}

/**
 * Requests and failures of each stream per door and per pod. A request that failed has no pod by anybody's word: it counts for the
 * pod that its cause names.
 *
 * @param failed the failed requests with their causes, see `failedRequests`
 * @param sent without `from`, since traffic was known to flow
 */
export function breakdownOf(facts: readonly Fact[], failed: readonly FailedRequest[], sent: SentIn = {}): Breakdown[] {
  const blamed = new Map(failed.map(({ sample, cause }) => [requestKey(sample), cause?.pod]));
  return [...samplesByStream(facts, sent)].map(([stream, samples]) => {
    const doors = [...Map.groupBy(samples, ({ door }) => door)].map(([door, own]) => ({ door, ...tallyOf(own) }));
    const byPod = Map.groupBy(samples, (sample) => sample.pod ?? blamed.get(requestKey(sample)));
    const pods = [...byPod].map(([pod, own]) => ({ pod, ...tallyOf(own) }));
    return {
      stream,
      doors: doors.sort((a, b) => a.door.localeCompare(b.door)),
      pods: pods.every(({ pod }) => pod === undefined) ? [] : pods.sort((a, b) => byName(a.pod, b.pod)),
    };
  });
}

function byName(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a.localeCompare(b);
}
