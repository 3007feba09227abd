import type { Fact, StreamName } from '../timeline/facts.ts';
import { outcomeCounts } from './outcome-counts.ts';
import { type Sample, samplesByStream } from './samples.ts';
import type { StoryEvent } from './story.ts';

/** The failed requests, those of one stream within a second of each other merged into one event. */
export function storyOfFailures(facts: readonly Fact[]): StoryEvent[] {
  return [...samplesByStream(facts)].flatMap(([stream, samples]) => {
    const bursts: Sample[][] = [];
    for (const sample of samples.filter(({ outcome }) => outcome !== 'ok')) {
      const burst = bursts.at(-1);
      const last = burst?.at(-1);
      if (burst === undefined || last === undefined || sample.startedAt - last.startedAt > MERGED_MS)
        bursts.push([sample]);
      else burst.push(sample);
    }
    return bursts.map((burst) => storyOfBurst(stream, burst));
  });
}

const MERGED_MS = 1000;

function storyOfBurst(stream: StreamName, burst: readonly Sample[]): StoryEvent {
  const kinds = [...outcomeCounts(burst)].map(([outcome, count]) => `${count} ${outcome}`);
  const at = burst[0]?.startedAt ?? 0;
  const until = burst.at(-1)?.startedAt ?? at;
  return { at, until, what: 'failed', object: `${stream} requests`, detail: kinds.join(', '), weight: 2 };
}
