import type { AuditEvent } from '../../cluster.ts';
import type { Topology } from '../../topology.ts';
import type { CommandNode } from '../attached-node.ts';
import { AUDIT_LOG } from '../audit.ts';

/** A cluster's control planes that run. */
interface Audited {
  readonly name: string;
  readonly topology: Pick<Topology, 'auditPolicy'>;
  readonly controlPlanes: readonly CommandNode[];
}

/** Reads the audit logs of all running control planes into one, in order of time. @throws when the cluster keeps none. */
export async function auditLog({ name, topology, controlPlanes }: Audited, signal: AbortSignal): Promise<AuditEvent[]> {
  if (topology.auditPolicy === undefined) {
    throw new Error(`Cluster ${name} keeps no audit log: give its topology an auditPolicy`);
  }
  const logs = await Promise.all(controlPlanes.map((node) => node.run(['cat', AUDIT_LOG], signal)));
  return logs.flatMap(eventsOf).toSorted((one, other) => one.stageTimestamp.localeCompare(other.stageTimestamp, 'en'));
}

function eventsOf(log: string): AuditEvent[] {
  // The last line may still be in the writing.
  return log
    .slice(0, log.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AuditEvent);
}
