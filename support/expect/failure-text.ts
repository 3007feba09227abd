import { lastAction } from '../analysis/actions.ts';
import { formatDuration } from '../analysis/durations.ts';
import { type StoryEvent, storyOf } from '../analysis/story.ts';
import type { Fact, Instant } from '../timeline/facts.ts';
import type { Claim, Evaluation } from './claim.ts';
import { ExpectationFailed, InstrumentBlind } from './verdict-errors.ts';

/** How a claim was asked: what follows its words ("", " within 3s", " for 5s") and from when to tell the story. */
export interface Asked {
  readonly timing: string;
  /** Where the story begins; without it, at the last action. */
  readonly since: Instant | undefined;
}

const ROWS = 15;

/**
 * The error of a claim that does not hold: what was seen and wanted, why, and then what happened since the action, as
 * much of it as fits into 15 rows.
 */
export function expectationFailed(
  claim: Claim,
  evaluation: Evaluation,
  facts: readonly Fact[],
  asked: Asked,
): ExpectationFailed {
  const { lastSeen, details = [] } = evaluation;
  const headline = `${lastSeen}, expected ${claim.expected ?? claim.describe}${asked.timing}`;
  const lines = [headline, ...details.map((line) => `  ${line}`), ...story(facts, asked.since)];
  return new ExpectationFailed(lines.join('\n'), { wanted: `${claim.describe}${asked.timing}`, lastSeen });
}

/** What to throw for a claim that does not hold: that it failed or, with nothing to judge by, that the instrument is blind. */
export function refusal(
  claim: Claim,
  evaluation: Evaluation,
  facts: readonly Fact[],
  asked: Asked,
): ExpectationFailed | InstrumentBlind {
  const error = expectationFailed(claim, evaluation, facts, asked);
  if (evaluation.blind === undefined) return error;
  return new InstrumentBlind(`${claim.describe}${asked.timing}: cannot tell, ${evaluation.blind}`, { cause: error });
}

function story(facts: readonly Fact[], since: Instant | undefined): string[] {
  const action = lastAction(facts);
  const start = action?.askedAt ?? since ?? facts[0]?.at;
  if (start === undefined) return ['', '  The timeline is empty.'];
  const all = storyOf(facts, { from: start, to: undefined });
  if (all.length === 0) return ['', '  Nothing happened since.'];
  const kept = mostTelling(all);
  const heading = action === undefined ? '  What happened:' : `  Since you ${action.summary}:`;
  const left = all.length - kept.length;
  const rest = left > 0 ? [`    … and ${left} lesser event${left === 1 ? '' : 's'}`] : [];
  return ['', heading, ...table(kept, start), ...rest];
}

/** The weightiest events, of equal weight the earliest, told in order of time. */
function mostTelling(events: readonly StoryEvent[]): StoryEvent[] {
  const kept = new Set(events.toSorted((a, b) => b.weight - a.weight || a.at - b.at).slice(0, ROWS));
  return events.filter((event) => kept.has(event));
}

function table(events: readonly StoryEvent[], start: Instant): string[] {
  const rows = events.map((event) => [time(event, start), event.what, event.object, event.detail] as const);
  const width = (column: 0 | 1 | 2) => Math.max(...rows.map((row) => row[column].length));
  const [times, whats, objects] = [width(0), width(1), width(2)];
  return rows.map(([at, what, object, detail]) => {
    return `    ${at.padStart(times)}  ${what.padEnd(whats)}  ${object.padEnd(objects)}  ${detail}`.trimEnd();
  });
}

function time({ at, until }: StoryEvent, start: Instant): string {
  const from = `+${formatDuration(at - start)}`;
  return until === undefined || until - at < 10 ? from : `${from}–${formatDuration(until - start)}`;
}
