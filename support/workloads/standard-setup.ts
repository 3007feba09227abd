import { AGNHOST_IMAGE } from '../../clusters/agnhost.ts';

/** What the three objects of the standard setup have in common. */
export interface StandardSetup {
  readonly namespace: string;
  readonly deployment: { readonly name: string; readonly replicas: number };
  readonly daemonSet: { readonly name: string };
  readonly service: { readonly name: string; readonly nodePort: number };
  /** The one label that all of them select on. */
  readonly label: { readonly key: string; readonly value: string };
}

const PORT = 8080;
/** How long a pod goes on serving after it was asked to stop: longer than it takes kube-proxy to stop sending to it. */
const DRAIN_SECONDS = 3;

/**
 * The manifests of the standard setup: a Deployment, a DaemonSet and a Service that select on the same label. Every pod
 * answers `/hostname` with its own name, is asked every second whether it is ready, and drains before it stops.
 */
export function standardSetup({ namespace, deployment, daemonSet, service, label }: StandardSetup): object[] {
  const labels = { [label.key]: label.value };
  const workload = (kind: string, name: string, replicas: object) => ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace, labels },
    spec: { ...replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec() } },
  });
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: service.name, namespace, labels },
      spec: {
        type: 'NodePort',
        selector: labels,
        ports: [{ name: 'http', port: 80, targetPort: PORT, nodePort: service.nodePort, protocol: 'TCP' }],
      },
    },
    workload('Deployment', deployment.name, { replicas: deployment.replicas }),
    workload('DaemonSet', daemonSet.name, {}),
  ];
}

function podSpec(): object {
  return {
    terminationGracePeriodSeconds: DRAIN_SECONDS + 5,
    containers: [
      {
        name: 'agnhost',
        image: AGNHOST_IMAGE,
        imagePullPolicy: 'IfNotPresent',
        args: ['netexec', `--http-port=${PORT}`, `--delay-shutdown=${DRAIN_SECONDS}`],
        ports: [{ name: 'http', containerPort: PORT, protocol: 'TCP' }],
        readinessProbe: { httpGet: { path: '/healthz', port: PORT, scheme: 'HTTP' }, periodSeconds: 1 },
        resources: { requests: { cpu: '10m', memory: '16Mi' } },
      },
    ],
  };
}
