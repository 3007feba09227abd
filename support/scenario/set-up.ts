import type { WorkloadName } from '../analysis/owners.ts';
import { workloadAt, workloadHistories } from '../analysis/workloads.ts';
import { memberCounts } from '../expect/claims/membership.ts';
import { workloadReady } from '../expect/claims/workload.ts';
import { apply } from '../kubernetes/apply.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import { standardSetup } from '../workloads/standard-setup.ts';
import type { Scenario } from './scenario.ts';

/** Long enough for a node that must still unpack the image. */
const SETUP_MS = 90_000;

/** What the standard setup is made of. */
export interface Setup {
  readonly deployment: WorkloadName;
  readonly replicas: number;
  readonly daemonSet: WorkloadName;
  readonly service: string;
  readonly label: { readonly key: string; readonly value: string };
}

/** Applies the standard setup and waits until all its pods are ready members of the Service. */
export async function setUp(
  scenario: Scenario,
  { deployment, replicas, daemonSet, service, label }: Setup,
): Promise<void> {
  const manifests = standardSetup({
    ...{ namespace: scenario.namespace.name, label },
    deployment: { name: deployment.name, replicas },
    daemonSet: { name: daemonSet.name },
    service: { name: service, nodePort: scenario.nodePort },
  });
  await apply(scenario.run.client, manifests as Manifest[], { signal: scenario.signal });
  await scenario.becomes(workloadReady(deployment, replicas), SETUP_MS);
  await scenario.becomes(workloadReady(daemonSet), SETUP_MS);
  const daemons = workloadAt(workloadHistories(scenario.source.facts, daemonSet))?.desired ?? 0;
  const members = [
    { workload: deployment, count: replicas },
    { workload: daemonSet, count: daemons },
  ];
  await scenario.becomes(memberCounts(service, members), SETUP_MS);
}
