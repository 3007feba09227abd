import { deletionsIn } from '../analysis/deletions.ts';
import { podLives } from '../analysis/pods.ts';
import type { Fact } from '../timeline/facts.ts';
import { A_PERSON, changeWord, type PodRecord } from './pod-record.ts';

/** What our findings say of each pod of a scenario, by uid. @param facts of that scenario, up to its end. */
export function podFindings(facts: readonly Fact[]): Map<string, PodRecord> {
  const records = new Map<string, PodRecord>();
  const deletions = [...deletionsIn(facts, { from: Number.NEGATIVE_INFINITY, to: undefined }).values()];
  const deletedBy = new Map(deletions.flatMap((each) => each.deletions.map(({ pod, by }) => [pod.uid, by])));
  for (const [uid, life] of podLives(facts)) {
    const { name, namespace } = life.ref;
    records.set(uid, {
      ...{ uid, name, namespace },
      created: life.born ? (life.history[0].state.controller?.kind ?? A_PERSON) : undefined,
      deleted: deletedBy.get(uid),
      changes: life.transitions.map(({ kind, controller }) => changeWord(kind, controller)),
    });
  }
  return records;
}
