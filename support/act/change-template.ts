import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { listed, namesOf, pairsOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';

/** What to set on the pods of a template. */
export interface TemplateChange {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * Sets labels or annotations in the pod template of Deployments or DaemonSets, all of one kind, which makes them roll out new
 * pods as `kubectl rollout restart` does. Does not wait for them.
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when the template is so already.
 */
export async function changeTemplate(
  context: ActionContext,
  workloads: readonly ObjectRef[],
  { labels, annotations }: TemplateChange,
): Promise<string> {
  const what = listed([
    ...pairsOf(labels ?? {}).map((pair) => `label ${pair}`),
    ...pairsOf(annotations ?? {}).map((pair) => `annotation ${pair}`),
  ]);
  const summary = `set ${what} in the template of ${namesOf(workloads)}`;
  const kind = workloads[0]?.kind ?? 'Deployment';
  return patchSubjects(context, { verb: 'change-template', kind, summary, subjects: workloads }, () => ({
    spec: { template: { metadata: { labels, annotations } } },
  }));
}
