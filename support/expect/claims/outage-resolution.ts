import { formatDuration } from '../../analysis/durations.ts';
import { type Sample, samplesByStream } from '../../analysis/samples.ts';
import { doorsOf, lastTraffic } from '../../analysis/traffic.ts';
import type { Fact, FactOf, StreamName } from '../../timeline/facts.ts';
import type { Sent } from './traffic.ts';

/** How often a stream knocks at one door. */
interface Knocking {
  /** Outages of this length are sure to be seen, in ms; infinity where none is. */
  readonly surelyMs: number;
  /** That, as the beginning of a sentence. */
  readonly told: string;
  /** How to have it oftener, after "or". */
  readonly remedy: string;
}

/** Why an outage of this length, in ms, at one door might not have been seen, and what to do; undefined when it would have been. */
export function tooCoarse(facts: readonly Fact[], longestMs: number, { from, until }: Sent): string | undefined {
  const started = lastTraffic(facts);
  const streams = samplesByStream(facts, { from, to: until });
  const knocking =
    started?.script === undefined
      ? [...planned(started, streams.get('keepalive') ?? [], longestMs), ...holes(streams)]
      : [...streams.values()].flatMap((samples) =>
          gapsOf(samples, [], 2, 'the script let', 'have the script send more'),
        );
  const seldom = knocking.reduce<Knocking | undefined>(
    (most, each) => (most === undefined || each.surelyMs > most.surelyMs ? each : most),
    undefined,
  );
  if (seldom === undefined || longestMs >= seldom.surelyMs) return undefined;
  if (seldom.surelyMs === Number.POSITIVE_INFINITY) return `${seldom.told}, which shows no outage`;
  // People read hundredths of a second, and what they ask for then must do.
  const least = formatDuration(Math.ceil(seldom.surelyMs / 10) * 10);
  return `${seldom.told}, so that only outages of ${least} are sure to be seen: ask for ${least} or more, or ${seldom.remedy}`;
}

/** Requests take the doors in turn, but for those over kept connections, each of which leads to one door. */
function planned(
  started: FactOf<'traffic-started'> | undefined,
  kept: readonly Sample[],
  longestMs: number,
): readonly Knocking[] {
  const nodes = doorsOf(started);
  const doors = Math.max(1, nodes.length);
  const turns = (started?.streams ?? []).filter(({ stream, ratePerSecond }) => takesTurns(stream) && ratePerSecond > 0);
  return [
    ...turns.map(({ ratePerSecond }) => {
      const everyMs = (doors * 1000) / ratePerSecond;
      const at = doors === 1 ? 'the door' : `each of ${doors} doors`;
      return {
        surelyMs: 2 * everyMs,
        told: `a stream knocks at ${at} every ${formatDuration(everyMs)}`,
        remedy: `send ${Math.ceil((2 * doors * 1000) / longestMs)} requests per second`,
      };
    }),
    ...(kept.length === 0 ? [] : gapsOf(kept, nodes, 2, 'kept connections let', 'send more requests per second')),
  ];
}

/** A generator that stood still leaves a hole as long as that, in which an outage can hide however short the period is. */
function holes(streams: ReadonlyMap<StreamName, readonly Sample[]>): readonly Knocking[] {
  return [...streams].flatMap(([stream, samples]) => {
    if (!takesTurns(stream)) return [];
    const seen = gapsOf(samples, [], 1, 'the meter let', 'run it again with less beside it');
    return seen.filter(({ surelyMs }) => Number.isFinite(surelyMs));
  });
}

function takesTurns(stream: StreamName): boolean {
  return stream !== 'control' && stream !== 'keepalive';
}

/**
 * The longest time between two requests at each door, endless where there are not two.
 * @param nodes whose doors count besides.
 * @param times as long an outage is sure to be seen.
 */
function gapsOf(
  samples: readonly Sample[],
  nodes: readonly string[],
  times: number,
  who: string,
  remedy: string,
): Knocking[] {
  const byDoor = Map.groupBy(samples, ({ door }) => door);
  return [...new Set([...nodes, ...byDoor.keys()])].map((door) => {
    const [, ...rest] = byDoor.get(door) ?? [];
    const gaps = rest.map(({ startedAt }, index) => startedAt - (byDoor.get(door)?.[index]?.startedAt ?? startedAt));
    const everyMs = gaps.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...gaps);
    const told =
      gaps.length === 0
        ? `${who} at most a single request of a stream knock at the door of ${door}`
        : `${who} ${formatDuration(everyMs)} pass between two requests at the door of ${door}`;
    return { surelyMs: times * everyMs, told, remedy };
  });
}
