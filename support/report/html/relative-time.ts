import { lastAction } from '../../analysis/actions.ts';
import type { Instant } from '../../timeline/facts.ts';
import type { ScenarioReport } from '../scenario-report.ts';

/** Writes instants as seconds on the picture's axis, `+0.123`: 0 is the last action, or the start where there was none. */
export function relativeTime({ facts, startedAt }: ScenarioReport): (at: Instant) => string {
  const zero = lastAction(facts)?.askedAt ?? startedAt;
  return (at) => {
    const seconds = (at - zero) / 1000;
    return `${seconds < 0 ? '−' : '+'}${Math.abs(seconds).toFixed(3)}`;
  };
}
