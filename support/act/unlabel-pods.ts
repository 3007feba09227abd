import { formatLabels } from '../analysis/selectors.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { namesOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';

/**
 * Takes a label away from pods, whatever its value, like `kubectl label pod … key-`.
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when none of the pods has the label, with those that they have.
 */
export function unlabelPods(context: ActionContext, pods: readonly ObjectRef[], key: string): Promise<string> {
  const summary = `removed label ${key} from ${namesOf(pods)}`;
  const present = new Map<string, string>();
  const asItIs = () => [...present].map(([name, labels]) => `${name} has the labels ${labels}`).join(', ');
  return patchSubjects(
    context,
    { verb: 'unlabel-pods', kind: 'Pod', summary, subjects: pods, asItIs },
    ({ metadata }) => {
      present.set(metadata.name, formatLabels(metadata.labels ?? {}) || 'none');
      return { metadata: { labels: { [key]: null } } };
    },
  );
}
