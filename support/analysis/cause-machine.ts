import type { Fact } from '../timeline/facts.ts';
import type { Explain } from './cause.ts';
import { SIGHT_MS } from './delays.ts';
import { formatDuration } from './durations.ts';
import { ranOutOfTime, samplesByStream } from './samples.ts';
import { lastTraffic } from './traffic.ts';

/**
 * The machine's own fault: at the same time a request to the untouched target failed or, for a request that ran out of time,
 * came near its timeout; or the request was sent so late that its time was used up by waiting.
 */
export function machineCauses(facts: readonly Fact[]): Explain {
  const timeoutMs = lastTraffic(facts)?.timeoutMs ?? Number.POSITIVE_INFINITY;
  const control = samplesByStream(facts, { from: Number.NEGATIVE_INFINITY }).get('control') ?? [];
  const disturbed = control.filter(({ outcome, durationMs }) => outcome !== 'ok' || durationMs >= timeoutMs / 2);
  return (sample) => {
    const { stream, startedAt, at, lateMs } = sample;
    if (stream === 'control') return { kind: 'meter-starved', text: 'the untouched target on this machine failed' };
    const meanwhile = disturbed.find(
      (other) =>
        (other.outcome !== 'ok' || ranOutOfTime(sample)) &&
        other.startedAt <= at + SIGHT_MS &&
        other.at >= startedAt - SIGHT_MS,
    );
    if (meanwhile !== undefined) {
      const how = meanwhile.outcome === 'ok' ? `took ${formatDuration(meanwhile.durationMs)}` : 'failed, too';
      return { kind: 'meter-starved', text: `a request to the untouched target on this machine ${how}` };
    }
    if (!ranOutOfTime(sample) || lateMs < timeoutMs / 2) return undefined;
    return { kind: 'meter-starved', text: `it was sent ${formatDuration(lateMs)} late` };
  };
}
