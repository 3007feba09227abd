import type { Fact } from '../timeline/facts.ts';

/** What a claim says of the facts so far. */
export interface Evaluation {
  readonly holds: boolean;
  /** What is the case, as a sentence without a full stop that a failure begins with: "daemonset/rng recreated 1 pod". */
  readonly lastSeen: string;
  /** More of it, a line each: the pods it speaks of and why they are there. */
  readonly details?: readonly string[];
  /** No later fact can make it hold: `eventually` need not wait any longer. */
  readonly final?: boolean;
  /**
   * Set while there is nothing to judge by, such as no request yet, and says so. `holds` then counts for nothing: waiting and
   * watching go on, and an expectation that ends like this is invalid, neither passed nor failed.
   */
  readonly blind?: string;
}

/** Something that can be asked of the facts: a pure function with a name. */
export interface Claim {
  /** "daemonset/rng recreates no pod" */
  readonly describe: string;
  /** How a failure says what was wanted, after "expected": "none". Without it, `describe`. */
  readonly expected?: string;
  /**
   * The types of facts that can change its answer; without it, all types. `eventually` and `stays` ask again after these
   * alone, so a claim about pods costs nothing while hundreds of probe samples come in.
   */
  readonly dependsOn?: readonly Fact['type'][];
  /**
   * How long after its deadline `eventually` goes on, in ms; default 0. For claims that bound the time themselves and need
   * later facts as proof: a sample is told when its request has ended, and that nothing more came shows only afterwards.
   */
  readonly graceMs?: number;
  evaluate(facts: readonly Fact[]): Evaluation;
}

/** Whether the claim is proved: it holds, and there is something to judge it by. */
export function isProved({ holds, blind }: Evaluation): boolean {
  return holds && blind === undefined;
}
