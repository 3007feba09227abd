/** What is done behind the back of scenarios, as the proof that none passes for want of looking. */
export type Sabotage =
  | { readonly kind: 'none' }
  /** Actions are said to be done, and are not: every one, or the one of that number in each scenario, counted from 1. */
  | { readonly kind: 'skip'; readonly which: 'every' | number }
  /** What is meant for a pod is done to another. */
  | { readonly kind: 'wrong-pod' };

const VARIABLE = 'KINDLING_SABOTAGE';
const VALID = '"skip-actions", "skip-action:NUMBER" or "wrong-pod"';

/**
 * What `KINDLING_SABOTAGE` asks for.
 * @throws for any other value, so that a misspelt sabotage is not taken for scenarios that withstood it.
 */
export function sabotageOf(environment: NodeJS.ProcessEnv = process.env): Sabotage {
  const value = environment[VARIABLE];
  if (value === undefined || value === '') return { kind: 'none' };
  if (value === 'wrong-pod') return { kind: 'wrong-pod' };
  if (value === 'skip-actions') return { kind: 'skip', which: 'every' };
  const [, number] = /^skip-action:([1-9]\d*)$/.exec(value) ?? [];
  if (number !== undefined) return { kind: 'skip', which: Number(number) };
  throw new Error(`${VARIABLE} is "${value}", expected ${VALID}`);
}
