import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { namesOf, pairsOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';

/**
 * Makes a Service select exactly by these labels: keys it selected by before and that are not among them are removed.
 * An empty selector is refused, since a Service without one keeps its EndpointSlices as they are
 * (https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors).
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when the selector was that already.
 */
export async function changeSelector(
  context: ActionContext,
  services: readonly ObjectRef[],
  selector: Readonly<Record<string, string>>,
): Promise<string> {
  const pairs = pairsOf(selector);
  if (pairs.length === 0) throw new Error(`change-selector: ${namesOf(services)} must be told at least one label`);
  const summary = `changed the selector of ${namesOf(services)} to ${pairs.join(',')}`;
  return patchSubjects(
    context,
    { verb: 'change-selector', kind: 'Service', summary, subjects: services },
    (present) => {
      const { selector: before = {} } = (present.spec ?? {}) as { selector?: Readonly<Record<string, string>> };
      const removed = Object.fromEntries(Object.keys(before).map((key) => [key, null]));
      return { spec: { selector: { ...removed, ...selector } } };
    },
  );
}
