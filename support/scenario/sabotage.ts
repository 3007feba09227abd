import { randomUUID } from 'node:crypto';
import type { ObjectRef } from '../timeline/facts.ts';
import type { Scenario } from './scenario.ts';

const VARIABLE = 'KINDLING_SABOTAGE';

/**
 * Whether actions are to be skipped behind the back of their scenarios (`KINDLING_SABOTAGE=skip-actions`): the proof that no
 * scenario passes for want of looking.
 * @throws for any other value, so that a misspelt sabotage is not taken for a scenario that withstood it.
 */
export function actionsAreSkipped(environment: NodeJS.ProcessEnv = process.env): boolean {
  const value = environment[VARIABLE];
  if (value === undefined || value === '') return false;
  if (value === 'skip-actions') return true;
  throw new Error(`${VARIABLE} is "${value}", expected "skip-actions"`);
}

/** Says on the timeline that something was done, and does nothing. @returns the id of the action that never was. */
export function pretend({ run, id }: Scenario, subjects: readonly ObjectRef[]): string {
  const action = `skipped-${randomUUID()}`;
  const summary = 'did something (which sabotage skipped)';
  run.timeline.append({ type: 'action-asked', scenario: id, action, verb: 'skipped', summary, subjects });
  run.timeline.append({ type: 'action-acknowledged', scenario: id, action, changed: true, resourceVersions: [] });
  return action;
}
