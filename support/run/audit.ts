import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManagedCluster } from '../../clusters/cluster.ts';

/**
 * The policy of an audit log that is a witness of what became of pods: every write of a pod with the pod as it was afterwards,
 * and evictions, which are deletions by another name.
 */
export const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  omitManagedFields: true,
  rules: [
    {
      level: 'RequestResponse',
      verbs: ['create', 'update', 'patch', 'delete'],
      resources: [{ group: '', resources: ['pods', 'pods/eviction'] }],
    },
    { level: 'None' },
  ],
};

/** What the control planes are asked for at most. */
const PATIENCE_MS = 60_000;

/**
 * Writes a cluster's audit log into a folder that is there: `CLUSTER.ndjson`, an event a line, in order of time.
 * @throws when the cluster keeps none, or cannot be asked.
 */
export async function saveAuditLog(cluster: Pick<ManagedCluster, 'name' | 'auditLog'>, folder: string): Promise<void> {
  const events = await cluster.auditLog(AbortSignal.timeout(PATIENCE_MS));
  const lines = events.map((event) => `${JSON.stringify(event)}\n`);
  await writeFile(join(folder, `${cluster.name}.ndjson`), lines.join(''));
}
