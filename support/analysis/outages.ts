import type { Instant, ProbeOutcome } from '../timeline/facts.ts';
import { outcomeCounts } from './outcome-counts.ts';
import type { Sample } from './samples.ts';

/**
 * Time without success on one stream, estimated: it began somewhere between the sending of the last request that succeeded
 * and that of the first that failed, and ended likewise. The middle of each is what is told, and `uncertainMs` how far off
 * that can be: at a steady rate one sampling period.
 */
export interface Outage {
  readonly from: Instant;
  readonly to: Instant;
  readonly durationMs: number;
  /** The true length is `durationMs` ± this. What an open end hides is not in it. */
  readonly uncertainMs: number;
  readonly failed: number;
  /** How most of its requests failed. */
  readonly kind: ProbeOutcome;
  /** The one node's door that was shut while others let requests through; undefined when none did. */
  readonly door: string | undefined;
  /** True when no request succeeded before or after: then the outage may be longer than what was seen of it. */
  readonly open: boolean;
}

/**
 * The outages in samples that are ordered by sending. Outages are told as time, never as a count or a class of errors:
 * the same missing endpoints are refused at once to a client on the node and time out for one outside it.
 *
 * Requests knock at the doors in turn, so a shut door among open ones shows only when each door is looked at alone. What
 * all doors had together is told once, because together they are sampled more finely.
 */
export function outagesOf(samples: readonly Sample[]): Outage[] {
  const together = failuresIn(samples);
  const doors = new Set(samples.map(({ door }) => door));
  const perDoor = [...doors].flatMap((door) =>
    failuresIn(samples.filter((sample) => sample.door === door)).map((run) => ({ run, door })),
  );
  const isTold = partOf(together);
  const alone = perDoor.filter(({ run }) => !isTold(run));
  const isOfDoor = partOf(alone.map(({ run }) => run));
  return [
    ...together.filter((run) => !isOfDoor(run)).map((run) => outageOf(run, undefined)),
    ...alone.map(({ run, door }) => outageOf(run, door)),
  ].sort((a, b) => a.from - b.from);
}

/** Failures in a row, and the successes around them. */
interface FailureRun {
  readonly before: Sample | undefined;
  readonly failing: readonly [Sample, ...Sample[]];
  readonly after: Sample | undefined;
}

function failuresIn(samples: readonly Sample[]): FailureRun[] {
  const runs: FailureRun[] = [];
  let before: Sample | undefined;
  let failing: [Sample, ...Sample[]] | undefined;
  for (const sample of samples) {
    if (sample.outcome === 'ok') {
      if (failing !== undefined) runs.push({ before, failing, after: sample });
      failing = undefined;
      before = sample;
    } else if (failing === undefined) failing = [sample];
    else failing.push(sample);
  }
  if (failing !== undefined) runs.push({ before, failing, after: undefined });
  return runs;
}

/** Whether all failures of a run are within one of these runs. */
function partOf(runs: readonly FailureRun[]): (run: FailureRun) => boolean {
  const owner = new Map(runs.flatMap((run) => run.failing.map((sample) => [sample, run] as const)));
  return ({ failing }) => {
    const first = owner.get(failing[0]);
    return first !== undefined && failing.every((sample) => owner.get(sample) === first);
  };
}

function outageOf({ before, failing, after }: FailureRun, door: string | undefined): Outage {
  const [first] = failing;
  const last = failing.at(-1) ?? first;
  const [kind = first.outcome] = outcomeCounts(failing).keys();
  const [lead, trail] = [before && first.startedAt - before.startedAt, after && after.startedAt - last.startedAt];
  const from = first.startedAt - (lead ?? 0) / 2;
  const to = trail === undefined ? last.at : last.startedAt + trail / 2;
  return {
    ...{ from, to, durationMs: to - from, uncertainMs: ((lead ?? 0) + (trail ?? 0)) / 2 },
    ...{ failed: failing.length, kind, door, open: lead === undefined || trail === undefined },
  };
}
