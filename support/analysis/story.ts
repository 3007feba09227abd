import type { Fact, Instant } from '../timeline/facts.ts';
import { actionsIn } from './actions.ts';
import { gapsIn } from './gaps.ts';
import { contains, type Interval } from './intervals.ts';
import { membershipOf } from './membership.ts';
import { podLives } from './pods.ts';
import { servicesWithSlices } from './services.ts';
import { storyOfFailures } from './story-of-failures.ts';
import { storyOfPod } from './story-of-pod.ts';

/** Something that happened, for a reader. */
export interface StoryEvent {
  readonly at: Instant;
  /** Of a burst that was merged into one event, when it ended. */
  readonly until?: Instant;
  /** One or two words: `asked`, `released`, `created`, `slice`. */
  readonly what: string;
  /** The object: a pod by its name, others as `service/rng`; empty for none. */
  readonly object: string;
  /** The rest of the sentence, may be empty. */
  readonly detail: string;
  /** 3 explains most, 0 is colour: what to keep when there is room for few. */
  readonly weight: 0 | 1 | 2 | 3;
}

/** What happened in a window, in order of time: the findings a reader needs to see why, not every fact. */
export function storyOf(facts: readonly Fact[], window: Interval): StoryEvent[] {
  const pods = [...podLives(facts).values()];
  const events = [
    ...storyOfActions(facts),
    ...pods.flatMap(storyOfPod),
    ...storyOfServices(facts),
    ...storyOfFailures(facts),
    ...storyOfGaps(facts),
  ];
  return events.filter((event) => contains(window, event.at)).sort((a, b) => a.at - b.at);
}

function storyOfActions(facts: readonly Fact[]): StoryEvent[] {
  return actionsIn(facts).flatMap(({ askedAt, acknowledgedAt, changed, summary }) => {
    const asked: StoryEvent = { at: askedAt, what: 'asked', object: '', detail: `you ${summary}`, weight: 3 };
    if (changed !== false || acknowledgedAt === undefined) return [asked];
    return [asked, { at: acknowledgedAt, what: 'no effect', object: '', detail: 'nothing was changed', weight: 3 }];
  });
}

function storyOfServices(facts: readonly Fact[]): StoryEvent[] {
  return servicesWithSlices(facts).flatMap((service) => {
    const membership = membershipOf(facts, service);
    const names = (pods: readonly { readonly name: string }[]) => pods.map(({ name }) => name).join(', ');
    return membership.changes.map(({ at, entered, left }): StoryEvent => {
      const parts = [
        left.length > 0 ? `${names(left)} left` : '',
        entered.length > 0 ? `${names(entered)} entered` : '',
      ];
      const detail = parts.filter((part) => part !== '').join('; ');
      return { at, what: 'slice', object: `service/${service}`, detail, weight: 2 };
    });
  });
}

function storyOfGaps(facts: readonly Fact[]): StoryEvent[] {
  return gapsIn(facts).map(({ from, to, kind, reason }) => {
    return { at: from, until: to, what: 'watch gap', object: kind, detail: reason, weight: 3 };
  });
}
