import { degradedWindows } from '../analysis/degraded.ts';
import { outagesOf } from '../analysis/outages.ts';
import type { Sample } from '../analysis/samples.ts';
import type { Instant, StreamName } from '../timeline/facts.ts';
import { SLOW_BOUND_MS, type TrueOutage } from './outage.ts';
import { doorName } from './start-outage-target.ts';

/** What the meter made of one true outage. */
export interface Measured {
  readonly stream: StreamName;
  readonly truth: TrueOutage;
  readonly trueMs: number;
  /** Undefined when the meter missed it. */
  readonly measuredMs: number | undefined;
  /** Measured − true, of the length and of the start. */
  readonly errorMs: number | undefined;
  readonly startErrorMs: number | undefined;
  /** Between two requests at the doors that it was at. */
  readonly periodMs: number;
  /** Longer than two sampling periods of the doors it was at: it must not be missed. */
  readonly mustBeFound: boolean;
}

/** Something that the meter found and that was not there. */
export interface FalseAlarm {
  readonly stream: StreamName;
  readonly kind: 'outage' | 'slow';
  readonly from: Instant;
  readonly durationMs: number;
}

/** How one stream did. */
export interface Judgement {
  readonly measured: readonly Measured[];
  readonly falseAlarms: readonly FalseAlarm[];
}

interface Found {
  readonly kind: FalseAlarm['kind'];
  readonly from: Instant;
  readonly to: Instant;
  /** How far its ends may be off. */
  readonly slackMs: number;
  readonly door: string | undefined;
}

/**
 * Compares what analysis finds in the samples of a stream with what was there. Found and true belong together when they
 * overlap but for what sampling leaves open; several that were found of one true outage count from the first to the last.
 */
export function judgeMeter(
  stream: StreamName,
  samples: readonly Sample[],
  truths: readonly TrueOutage[],
  { periodMs, endpoints }: { readonly periodMs: number; readonly endpoints: number },
): Judgement {
  const found = [...failing(samples), ...slow(samples, periodMs, endpoints)];
  const measured = truths.map((truth): Measured => {
    const trueMs = truth.to - truth.from;
    const mine = found.filter((each) => overlap(each, truth) && sameDoor(each, truth));
    const ownPeriodMs = periodMs * (truth.endpoint === undefined ? 1 : endpoints);
    const told = { stream, truth, trueMs, periodMs: ownPeriodMs, mustBeFound: trueMs > 2 * ownPeriodMs };
    if (mine.length === 0) return { ...told, measuredMs: undefined, errorMs: undefined, startErrorMs: undefined };
    const [from, to] = [Math.min(...mine.map((each) => each.from)), Math.max(...mine.map((each) => each.to))];
    return { ...told, measuredMs: to - from, errorMs: to - from - trueMs, startErrorMs: from - truth.from };
  });
  const falseAlarms = found
    // What was slow at a door was slow among all doors, too.
    .filter(({ kind, door }) => kind === 'outage' || door === undefined)
    .filter((each) => !truths.some((truth) => overlap(each, truth) && (each.kind === 'slow' || sameDoor(each, truth))))
    .map(({ kind, from, to }) => ({ stream, kind, from, durationMs: to - from }));
  return { measured, falseAlarms };
}

function overlap({ kind, from, to, slackMs }: Found, truth: TrueOutage): boolean {
  if ((kind === 'slow') !== (truth.kind === 'slow')) return false;
  return from - slackMs <= truth.to && to + slackMs >= truth.from;
}

/** Failures at one door alone are told as such, or not at all when they are too few; slow answers are looked for in both ways. */
function sameDoor({ kind, door }: Found, { endpoint }: TrueOutage): boolean {
  if (kind === 'outage') return door === undefined || endpoint === undefined || door === doorName(endpoint);
  return door === (endpoint === undefined ? undefined : doorName(endpoint));
}

function failing(samples: readonly Sample[]): Found[] {
  return outagesOf(samples).map(({ from, to, uncertainMs, door }) => {
    return { kind: 'outage', from, to, slackMs: uncertainMs, door };
  });
}

/** Slow answers at all doors together, and at each. */
function slow(samples: readonly Sample[], periodMs: number, endpoints: number): Found[] {
  const windows = (own: readonly Sample[], door: string | undefined, slackMs: number): Found[] =>
    degradedWindows(own, SLOW_BOUND_MS).map(({ from, to }) => ({ kind: 'slow', from, to, slackMs, door }));
  const doors = [...Map.groupBy(samples, ({ door }) => door)];
  return [
    ...windows(samples, undefined, periodMs),
    ...doors.flatMap(([door, own]) => windows(own, door, periodMs * endpoints)),
  ];
}
