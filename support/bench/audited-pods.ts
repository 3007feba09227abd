import type { AuditEvent } from '../../clusters/cluster.ts';
import type { ControllerRef, Instant } from '../timeline/facts.ts';
import { A_PERSON, changeWord, type PodRecord } from './pod-record.ts';

interface Written {
  readonly metadata?: {
    readonly uid?: string;
    readonly name?: string;
    readonly resourceVersion?: string;
    readonly ownerReferences?: readonly (ControllerRef & { readonly controller?: boolean })[];
  };
}

/** The users of the controllers, which kubeadm has sign in one by one (kube-controller-manager --use-service-account-credentials). */
const CONTROLLERS: Readonly<Record<string, string>> = {
  'system:serviceaccount:kube-system:replicaset-controller': 'ReplicaSet',
  'system:serviceaccount:kube-system:daemon-set-controller': 'DaemonSet',
};

/** What the API server's audit log says of each pod of a namespace up to an instant, by uid. */
export function auditedPods(events: readonly AuditEvent[], namespace: string, until: Instant): Map<string, PodRecord> {
  const records = new Map<string, PodRecord>();
  const controllers = new Map<string, ControllerRef | undefined>();
  const names = new Map<string, string>();
  const deletions: Deletion[] = [];
  for (const event of inOrder(events)) {
    const { objectRef, user, verb, responseStatus } = event;
    const done = (responseStatus?.code ?? 500) < 300 && Date.parse(event.stageTimestamp) <= until;
    if (!done || objectRef?.resource !== 'pods' || objectRef.namespace !== namespace) continue;
    if (objectRef.subresource === 'eviction') {
      deletions.push({
        uid: names.get(objectRef.name ?? ''),
        at: Date.parse(event.stageTimestamp),
        user: user.username,
      });
      continue;
    }
    const { metadata } = (event.responseObject ?? {}) as Written;
    // What goes at once is answered by a Status, which has no uid of its own.
    const uid = metadata?.uid ?? names.get(objectRef.name ?? '');
    if (uid === undefined) continue;
    const by = CONTROLLERS[user.username];
    const name = metadata?.name ?? objectRef.name ?? '';
    const before = records.get(uid) ?? { uid, name, namespace, created: undefined, deleted: undefined, changes: [] };
    const controller = metadata?.uid === undefined ? controllers.get(uid) : controllerOf(metadata.ownerReferences);
    if (verb === 'create') names.set(name, uid);
    if (verb === 'delete') deletions.push({ uid, at: Date.parse(event.stageTimestamp), user: user.username });
    const changes = verb === 'create' ? [] : changesOf(controllers.get(uid), controller, by);
    controllers.set(uid, controller);
    records.set(uid, {
      ...before,
      created: verb === 'create' ? (by ?? A_PERSON) : before.created,
      changes: [...before.changes, ...changes],
    });
  }
  for (const { uid = '', user } of firstOnes(deletions)) {
    const record = records.get(uid);
    if (record !== undefined)
      records.set(uid, { ...record, deleted: user.startsWith('system:') ? 'cluster' : 'action' });
  }
  return records;
}

interface Deletion {
  readonly uid: string | undefined;
  readonly at: Instant;
  readonly user: string;
}

/** Of each pod the first; a kubelet's only where there is no other, because it clears away what somebody else has deleted. */
function firstOnes(deletions: readonly Deletion[]): Deletion[] {
  const kubelets = (user: string) => user.startsWith('system:node:');
  const byPod = Map.groupBy(deletions, ({ uid }) => uid);
  return [...byPod.values()].flatMap((all) => {
    const [first] = all.toSorted((a, b) => Number(kubelets(a.user)) - Number(kubelets(b.user)) || a.at - b.at);
    return first ?? [];
  });
}

/** By resourceVersion, which orders writes; last those that tell none, for which a deletion is a deletion whenever it was. */
function inOrder(events: readonly AuditEvent[]): AuditEvent[] {
  const version = ({ responseObject }: AuditEvent) =>
    Number((responseObject as Written | undefined)?.metadata?.resourceVersion ?? Infinity);
  return events.toSorted((a, b) => (version(a) === version(b) ? 0 : version(a) - version(b)));
}

function controllerOf(references: NonNullable<Written['metadata']>['ownerReferences'] = []): ControllerRef | undefined {
  return references.find(({ controller }) => controller === true);
}

/** A controller takes its own reference off and puts it on; whoever else takes it off has orphaned the pod. */
function changesOf(
  before: ControllerRef | undefined,
  after: ControllerRef | undefined,
  by: string | undefined,
): string[] {
  if (before?.uid === after?.uid) return [];
  return [
    ...(before === undefined ? [] : [changeWord(by === before.kind ? 'released' : 'orphaned', before)]),
    ...(after === undefined ? [] : [changeWord('adopted', after)]),
  ];
}
