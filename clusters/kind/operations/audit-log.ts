import type { AuditEvent } from '../../cluster.ts';
import { AUDIT_LOG } from '../audit.ts';
import type { KindClusterParts } from '../parts.ts';

/** Reads the audit logs of all running control planes into one, in order of time. */
export async function auditLog(parts: KindClusterParts, signal: AbortSignal): Promise<AuditEvent[]> {
  if (parts.topology.auditPolicy === undefined) {
    throw new Error(`Cluster ${parts.name} keeps no audit log: give its topology an auditPolicy`);
  }
  const controlPlanes = parts.nodes.filter(({ role, state }) => role === 'control-plane' && state === 'running');
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
