/**
 * What one source says of a pod, in the words of both sources. `created` is the kind of the controller that made it, `a person`
 * for none; undefined where its creation was not seen.
 */
export interface PodRecord {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  readonly created: string | undefined;
  /** Who deleted it first: our action, or the cluster, which is whoever has a system account; undefined while nobody has. */
  readonly deleted: 'action' | 'cluster' | undefined;
  /** In order: `adopted by DaemonSet/rng`, `released by ReplicaSet/rng-6d4dd66654`, `orphaned by ReplicaSet/…`. */
  readonly changes: readonly string[];
}

/** The word for a change of a pod's controller. */
export function changeWord(kind: 'adopted' | 'released' | 'orphaned', by: { kind: string; name: string }): string {
  return `${kind} by ${by.kind}/${by.name}`;
}

/** Who made a pod that no controller made. */
export const A_PERSON = 'a person';
