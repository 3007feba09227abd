import { ExpectationFailed } from '../expect/verdict-errors.ts';
import type { Instant, ObjectRef } from '../timeline/facts.ts';

/** The last thing that was done in a scenario, and to whom: what its `Then` steps speak of. */
export interface Deed {
  readonly action: string;
  readonly subjects: readonly ObjectRef[];
  readonly askedAt: Instant;
  /** When the API server or the machine had done what was asked of it, or refused. The cluster's time to react begins here. */
  readonly acknowledgedAt: Instant;
  /** Why the API server refused it; undefined when it did not. */
  readonly refusal?: string;
}

/** What was done in a scenario, as far as its steps still speak of it. */
export class Deeds {
  #last: Deed | undefined;
  #count = 0;
  readonly #meant = new Map<string, readonly ObjectRef[]>();

  /** How many there were. */
  get count(): number {
    return this.#count;
  }

  /** The last deed, undefined before the first. */
  get latest(): Deed | undefined {
    return this.#last;
  }

  /** The last deed. @throws ExpectationFailed when nothing was done yet: then nothing can be proved of it. */
  get last(): Deed {
    if (this.#last !== undefined) return this.#last;
    const lastSeen = 'no action was taken in this scenario before this step';
    throw new ExpectationFailed(`${lastSeen}, so there is nothing that it could have caused: is a When step missing?`, {
      wanted: 'the consequences of an action',
      lastSeen,
    });
  }

  /** The objects of a kind that were last acted on: what "the pod" and "the node" mean. None when there are none. */
  lastOf(kind: string): readonly ObjectRef[] {
    return this.#meant.get(kind) ?? [];
  }

  /** Makes it the last deed. Kinds that it does not concern keep their meaning. */
  remember(deed: Deed): void {
    this.#last = deed;
    this.#count++;
    for (const [kind, subjects] of Map.groupBy(deed.subjects, (subject) => subject.kind)) {
      this.#meant.set(kind, subjects);
    }
  }
}
