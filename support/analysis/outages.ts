import type { Instant } from '../timeline/facts.ts';
import type { Sample } from './samples.ts';

/**
 * Time without success on one stream: from the sending of the last request that succeeded to that of the next one.
 * It is sampled, so each end is uncertain by one sampling period.
 */
export interface Outage {
  readonly from: Instant;
  readonly to: Instant;
  readonly durationMs: number;
  readonly failed: number;
  /** True when no request succeeded before or after: then the outage may be longer than what was seen of it. */
  readonly open: boolean;
}

/**
 * The outages in samples that are ordered by sending. Outages are told as time, never as a count or a class of errors:
 * the same missing endpoints are refused at once to a client on the node and time out for one outside it.
 */
export function outagesOf(samples: readonly Sample[]): Outage[] {
  const outages: Outage[] = [];
  let before: Sample | undefined;
  let failing: Sample[] = [];
  for (const sample of samples) {
    if (sample.outcome !== 'ok') {
      failing.push(sample);
      continue;
    }
    if (failing.length > 0) outages.push(outage(before, failing, sample));
    failing = [];
    before = sample;
  }
  if (failing.length > 0) outages.push(outage(before, failing, undefined));
  return outages;
}

function outage(before: Sample | undefined, failing: readonly Sample[], after: Sample | undefined): Outage {
  const from = before?.startedAt ?? failing[0]?.startedAt ?? 0;
  const to = after?.startedAt ?? failing.at(-1)?.at ?? from;
  const open = before === undefined || after === undefined;
  return { from, to, durationMs: to - from, failed: failing.length, open };
}
