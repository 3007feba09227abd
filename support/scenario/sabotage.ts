/** What is done behind the back of scenarios, as the proof that none passes for want of looking. */
export type Sabotage =
  | { readonly kind: 'none' }
  /** Actions are said to be done, and are not: every one, or the one of that number in each scenario, counted from 1. */
  | { readonly kind: 'skip'; readonly which: 'every' | number }
  /** What is meant for a pod is done to another: by every action, or by that one. */
  | { readonly kind: 'wrong-pod'; readonly which: 'every' | number }
  /** What is meant for a worker is done to another. */
  | { readonly kind: 'wrong-node'; readonly which: 'every' | number };

const VARIABLE = 'KINDLING_SABOTAGE';
/** The sabotages by name, as far as `:NUMBER` of one action. */
const KINDS = {
  skip: /^skip-action(?:s|:([1-9]\d*))$/,
  'wrong-pod': /^wrong-pod(?::([1-9]\d*))?$/,
  'wrong-node': /^wrong-node(?::([1-9]\d*))?$/,
} as const;
const VALID =
  '"skip-actions", "skip-action:NUMBER", "wrong-pod", "wrong-pod:NUMBER", "wrong-node" or "wrong-node:NUMBER"';

/**
 * What `KINDLING_SABOTAGE` asks for.
 * @throws for any other value, so that a misspelt sabotage is not taken for scenarios that withstood it.
 */
export function sabotageOf(environment: NodeJS.ProcessEnv = process.env): Sabotage {
  const value = environment[VARIABLE];
  if (value === undefined || value === '') return { kind: 'none' };
  for (const kind of ['skip', 'wrong-pod', 'wrong-node'] as const) {
    const found = KINDS[kind].exec(value);
    if (found !== null) return { kind, which: found[1] === undefined ? 'every' : Number(found[1]) };
  }
  throw new Error(`${VARIABLE} is "${value}", expected ${VALID}`);
}
