import { setTimeout as delay } from 'node:timers/promises';
import { formatWorkload, type WorkloadName } from '../analysis/owners.ts';
import { workloadAt, workloadHistories } from '../analysis/workloads.ts';
import { memberCounts } from '../expect/claims/membership.ts';
import { olderThan } from '../expect/claims/pod-ages.ts';
import { workloadReady } from '../expect/claims/workload.ts';
import { apply } from '../kubernetes/apply.ts';
import { now } from '../timeline/recorder.ts';
import { readVariants } from '../workloads/read-variants.ts';
import { standardSetup } from '../workloads/standard-setup.ts';
import { USUAL } from '../workloads/variant.ts';
import { demandAction } from './demand-action.ts';
import { untilQuiet } from './quiet.ts';
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
  /** Rows of a table of settings, see `readVariants`. */
  readonly settings?: readonly (readonly string[])[];
}

/**
 * Applies the standard setup and waits until all its pods are ready members of the Service.
 * @throws at once when its workloads are not a Deployment and a DaemonSet, in this order.
 */
export async function setUp(scenario: Scenario, setup: Setup): Promise<void> {
  demandAction(scenario.claiming);
  const { deployment, replicas, daemonSet, service, label, settings } = setup;
  demandKind('deployment', deployment);
  demandKind('daemonset', daemonSet);
  const names = { deployment: formatWorkload(deployment), daemonSet: formatWorkload(daemonSet) };
  const variants = settings === undefined ? USUAL : readVariants(settings, names);
  const manifests = standardSetup({
    ...{ namespace: scenario.namespace.name, label },
    deployment: { name: deployment.name, replicas, variant: variants.deployment },
    daemonSet: { name: daemonSet.name, variant: variants.daemonSet },
    service: { name: service, nodePort: scenario.nodePort, variant: variants.service },
  });
  scenario.manifests.set(names.deployment, manifests.deployment);
  scenario.manifests.set(names.daemonSet, manifests.daemonSet);
  const workloads = [
    { name: deployment, manifest: manifests.deployment, replicas },
    { name: daemonSet, manifest: manifests.daemonSet, replicas: undefined },
  ];
  const [first, second] = variants.first === 'daemonSet' ? workloads.toReversed() : workloads;
  if (first === undefined || second === undefined) throw new Error('the standard setup has two workloads');
  const { client } = scenario.run;
  const ready = ({ name, replicas: count }: typeof first) => scenario.waitsFor(workloadReady(name, count), SETUP_MS);
  const firstAt = now();
  await apply(client, [manifests.service, first.manifest], { signal: scenario.signal });
  if (variants.first !== undefined) {
    await ready(first);
    // A DaemonSet compares ages in whole seconds (podByCreationTimestampAndPhase), so leave some between the two.
    await untilQuiet(scenario.source, scenario.signal);
    const leftMs = firstAt + (variants.apartMs ?? 0) - now();
    if (leftMs > 0) await delay(leftMs, undefined, { signal: scenario.signal });
  }
  await apply(client, second.manifest, { signal: scenario.signal });
  await ready(first);
  await ready(second);
  if (variants.first !== undefined) scenario.is(olderThan(first.name, second.name));
  const daemons = workloadAt(workloadHistories(scenario.source.facts, daemonSet))?.desired ?? 0;
  const members = [
    { workload: deployment, count: replicas },
    { workload: daemonSet, count: daemons },
  ];
  await scenario.waitsFor(memberCounts(service, members), SETUP_MS);
}

function demandKind(kind: WorkloadName['kind'], workload: WorkloadName): void {
  if (workload.kind === kind) return;
  throw new Error(
    `${formatWorkload(workload)} stands where the standard setup has its ${kind}: write "deployment/NAME with 3 replicas, ` +
      'daemonset/NAME and service/NAME, all selecting KEY=VALUE"',
  );
}
