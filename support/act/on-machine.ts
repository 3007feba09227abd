import type { ObjectRef } from '../timeline/facts.ts';
import { type ActionContext, act, type Deed, expectKind } from './action.ts';

/**
 * The action of doing something to machines or processes, past the API server: no resourceVersion tells of it, and what was
 * done without an error counts as a change.
 * @returns the action's id.
 * @throws as `act` does.
 */
export function onMachine(
  context: ActionContext,
  deed: Deed,
  perform: (signal: AbortSignal) => Promise<unknown>,
): Promise<string> {
  return act(context, deed, async (signal) => {
    await perform(signal);
    return deed.subjects.map(() => ({ resourceVersion: '', changed: true }));
  });
}

/** The same to the machine of one node. @throws also when the subject is no node. */
export function onNode(
  context: ActionContext,
  { verb, summary }: Pick<Deed, 'verb' | 'summary'>,
  node: ObjectRef,
  perform: (signal: AbortSignal) => Promise<unknown>,
): Promise<string> {
  expectKind(verb, 'Node', [node]);
  return onMachine(context, { verb, summary, subjects: [node] }, perform);
}
