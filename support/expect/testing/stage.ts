import { T0 } from '../../analysis/testing/objects.ts';
import { TimelineRecorder } from '../../timeline/recorder.ts';
import type { Claim, Evaluation } from '../claim.ts';
import { ManualClock } from './manual-clock.ts';

/** Speaks of the last step's text: "yes" holds, "never" is final, "blind" has nothing to judge by. */
export function lastStepSaysYes(over: Partial<Claim> = {}): Claim & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    describe: 'the last step says yes',
    dependsOn: ['step-started'],
    evaluate(facts): Evaluation {
      const text = facts.findLast((fact) => fact.type === 'step-started')?.text ?? 'nothing';
      asked.push(text);
      const blind = text === 'blind' ? { blind: 'all is dark' } : {};
      return { holds: text === 'yes', final: text === 'never', lastSeen: `it said ${text}`, ...blind };
    },
    ...over,
  };
}

/** A timeline and a clock that tests of waiting drive by hand; both begin at `T0`. */
export class Stage {
  readonly source = new TimelineRecorder();
  readonly clock = new ManualClock(T0);

  async says(ms: number, text: string, type: 'step-started' | 'watch-opened' = 'step-started'): Promise<void> {
    const at = T0 + ms;
    if (type === 'step-started') this.source.append({ type, at, step: 's', text });
    else this.source.append({ type, at, kind: 'Pod', namespace: 'n', resourceVersion: '1' });
    await this.clock.goTo(at);
  }
}
