import { randomUUID } from 'node:crypto';
import type { Created } from '../act/create-objects.ts';
import { namesOf } from '../act/names.ts';
import type { ControllerRef, ObjectRef } from '../timeline/facts.ts';
import { sabotageOf } from './sabotage.ts';
import type { Scenario } from './scenario.ts';

/** Performs an action on its subjects, unless it is to be sabotaged: then it says what a sound one would, and the timeline knows. */
export async function perform<S extends ObjectRef>(
  scenario: Scenario,
  subjects: readonly S[],
  verb: (subjects: readonly S[]) => Promise<string | Created>,
): Promise<string | Created> {
  const sabotage = sabotageOf();
  const { run, id, deeds } = scenario;
  const tell = (how: string) => run.timeline.append({ type: 'action-sabotaged', scenario: id, how });
  if (sabotage.kind === 'none' || (sabotage.which !== 'every' && sabotage.which !== deeds.count + 1)) {
    return verb(subjects);
  }
  if (sabotage.kind === 'skip') {
    tell('it is skipped');
    return pretend(scenario, subjects);
  }
  const wrong: readonly ObjectRef[] | undefined =
    sabotage.kind === 'wrong-pod'
      ? wrongSubjects<ObjectRef & Owned>(subjects, scenario.present('Pod'))
      : wrongNodes(subjects, scenario.present('Node'), workersOf(scenario));
  if (wrong === undefined) return verb(subjects);
  tell(`${namesOf(subjects)} is meant, ${namesOf(wrong)} is hit`);
  return verb(wrong as unknown as readonly S[]);
}

interface Owned {
  readonly controller?: ControllerRef | undefined;
  readonly deletionTimestamp?: number | undefined;
}

/**
 * Other pods than those that are meant: the first gives way to one that is not meant, of the same controller where there is one;
 * where all are meant, the first is left out.
 * @returns undefined where no pod is meant, or no other can be hit.
 */
export function wrongSubjects<P extends ObjectRef & Owned>(
  meant: readonly P[],
  present: readonly P[],
): P[] | undefined {
  const [first, ...rest] = meant;
  if (first === undefined || meant.some(({ kind }) => kind !== 'Pod')) return undefined;
  const uids = new Set(meant.map(({ uid }) => uid));
  const others = present.filter(({ uid, deletionTimestamp }) => !uids.has(uid) && deletionTimestamp === undefined);
  const other = others.find(({ controller }) => controller?.uid === first.controller?.uid) ?? others[0];
  if (other !== undefined) return [other, ...rest];
  return rest.length > 0 ? rest : undefined;
}

/**
 * Another worker than the one that is meant.
 * @param workers by name: without a control plane nothing could be observed, so none is hit.
 * @returns undefined where no worker is meant, or there is no other.
 */
export function wrongNodes<N extends ObjectRef>(
  [meant]: readonly ObjectRef[],
  present: readonly N[],
  workers: ReadonlySet<string>,
): N[] | undefined {
  if (meant?.kind !== 'Node' || !workers.has(meant.name)) return undefined;
  const other = present.find(({ name, uid }) => uid !== meant.uid && workers.has(name));
  return other && [other];
}

function workersOf({ run }: Scenario): ReadonlySet<string> {
  return new Set(run.cluster.nodes.filter(({ role }) => role === 'worker').map(({ name }) => name));
}

/** Says on the timeline that something was done, and does nothing. @returns the id of the action that never was. */
function pretend({ run, id }: Scenario, subjects: readonly ObjectRef[]): string {
  const action = `skipped-${randomUUID()}`;
  const summary = 'did something (which sabotage skipped)';
  run.timeline.append({ type: 'action-asked', scenario: id, action, verb: 'skipped', summary, subjects });
  run.timeline.append({ type: 'action-acknowledged', scenario: id, action, changed: true, resourceVersions: [] });
  return action;
}
