import type { Manifest } from '../kubernetes/manifest.ts';
import { PORT, podTemplate, UDP_PORT } from './pod-template.ts';
import type { ServiceVariant, WorkloadVariant } from './variant.ts';

/** What the three objects of the standard setup have in common, and how they differ from the usual. */
export interface StandardSetup {
  readonly namespace: string;
  readonly deployment: { readonly name: string; readonly replicas: number; readonly variant?: WorkloadVariant };
  readonly daemonSet: { readonly name: string; readonly variant?: WorkloadVariant };
  readonly service: { readonly name: string; readonly nodePort: number; readonly variant?: ServiceVariant };
  /** The one label that all of them select on. */
  readonly label: { readonly key: string; readonly value: string };
}

/** The manifests of the standard setup. */
export interface StandardManifests {
  readonly service: Manifest;
  readonly deployment: Manifest;
  readonly daemonSet: Manifest;
}

/**
 * The manifests of the standard setup: a Deployment, a DaemonSet and a Service that select on the same label. Every pod
 * answers `/hostname`, and `hostname` in a datagram, with its own name, is asked every second whether it is ready, and drains before it stops.
 * @throws where extra labels name the one that is selected on.
 */
export function standardSetup({ namespace, deployment, daemonSet, service, label }: StandardSetup): StandardManifests {
  const labels = { [label.key]: label.value };
  for (const { variant } of [deployment, daemonSet]) {
    if (variant?.extraLabels?.[label.key] === undefined) continue;
    throw new Error(`extra labels cannot name ${label.key}: all three select on ${label.key}=${label.value}`);
  }
  const workload = (kind: string, name: string, more: object, variant: WorkloadVariant = {}): Manifest => ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace, labels },
    spec: {
      ...more,
      ...(variant.minReadySeconds === undefined ? {} : { minReadySeconds: variant.minReadySeconds }),
      selector: { matchLabels: labels },
      template: podTemplate(PORT, labels, variant),
    },
  });
  const { name, nodePort, variant = {} } = service;
  return {
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace, labels },
      spec: {
        type: 'NodePort',
        selector: labels,
        // One NodePort for both: Kubernetes gives out a number once for each protocol.
        ports: [
          { name: 'http', port: 80, targetPort: PORT, nodePort, protocol: 'TCP' },
          { name: 'udp', port: 80, targetPort: UDP_PORT, nodePort, protocol: 'UDP' },
        ],
        ...variant,
      },
    },
    deployment: workload(
      'Deployment',
      deployment.name,
      { replicas: deployment.replicas, ...strategy('strategy', deployment.variant) },
      deployment.variant,
    ),
    daemonSet: workload(
      'DaemonSet',
      daemonSet.name,
      strategy('updateStrategy', surging(daemonSet.variant)),
      daemonSet.variant,
    ),
  };
}

/** A DaemonSet that surges must not have pods unavailable, of which the default is one (ValidateRollingUpdateDaemonSet in pkg/apis/apps). */
function surging(variant: WorkloadVariant = {}): WorkloadVariant {
  const { maxSurge = 0, maxUnavailable } = variant;
  return maxUnavailable === undefined && maxSurge !== 0 && maxSurge !== '0%'
    ? { ...variant, maxUnavailable: 0 }
    : variant;
}

/** Deployments and DaemonSets name the same thing differently. */
function strategy(field: string, { updateStrategy, maxUnavailable, maxSurge }: WorkloadVariant = {}): object {
  if (updateStrategy !== undefined && updateStrategy !== 'RollingUpdate') return { [field]: { type: updateStrategy } };
  const rollingUpdate = {
    ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
    ...(maxSurge === undefined ? {} : { maxSurge }),
  };
  return Object.keys(rollingUpdate).length === 0 ? {} : { [field]: { type: 'RollingUpdate', rollingUpdate } };
}
