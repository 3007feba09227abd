import { AGNHOST_IMAGE } from '../../clusters/agnhost.ts';
import type { WorkloadVariant } from './variant.ts';

/** The port that the pods of the standard setup listen on. */
export const PORT = 8080;
/** Where they answer the datagram `hostname` with their name (test/images/agnhost/netexec). */
export const UDP_PORT = 8081;
/** How long a pod goes on serving after it was asked to stop: longer than it takes kube-proxy to stop sending to it. */
const DRAIN_SECONDS = 3;
/** What a container gets besides its drain before it is killed. */
const SPARE_SECONDS = 5;

/** The template of the pods of the standard setup; also a bare pod's, with its `metadata.name`. */
export function podTemplate(port: number, labels: Readonly<Record<string, string>>, variant: WorkloadVariant = {}) {
  const { drainSeconds = DRAIN_SECONDS, preStopSleepSeconds, readinessDelaySeconds, extraLabels, spread } = variant;
  const {
    lostNodeTolerationSeconds: lost,
    readinessPeriodSeconds = 1,
    readinessFailures,
    image = AGNHOST_IMAGE,
  } = variant;
  const failures = readinessFailures === undefined ? {} : { failureThreshold: readinessFailures };
  const httpGet = { path: '/healthz', port, scheme: 'HTTP' };
  const grace = variant.gracePeriodSeconds ?? drainSeconds + (preStopSleepSeconds ?? 0) + SPARE_SECONDS;
  const sleep = { lifecycle: { preStop: { sleep: { seconds: preStopSleepSeconds } } } };
  const delay = readinessDelaySeconds === undefined ? {} : { initialDelaySeconds: readinessDelaySeconds };
  return {
    metadata: { labels: { ...extraLabels, ...labels } },
    spec: {
      terminationGracePeriodSeconds: grace,
      // They ask the API server for nothing; a pod without a token starts sooner.
      automountServiceAccountToken: false,
      ...(spread === true ? { topologySpreadConstraints: [evenly(labels)] } : {}),
      ...(lost === undefined ? {} : { tolerations: toleratesLostNode(lost) }),
      containers: [
        {
          name: 'agnhost',
          image,
          imagePullPolicy: 'IfNotPresent',
          args: ['netexec', `--http-port=${port}`, `--udp-port=${UDP_PORT}`, `--delay-shutdown=${drainSeconds}`],
          ports: [
            { name: 'http', containerPort: port, protocol: 'TCP' },
            { name: 'udp', containerPort: UDP_PORT, protocol: 'UDP' },
          ],
          readinessProbe: { httpGet, periodSeconds: readinessPeriodSeconds, ...failures, ...delay },
          ...(variant.livenessProbe === true ? { livenessProbe: { httpGet, periodSeconds: 1 } } : {}),
          ...(preStopSleepSeconds === undefined ? {} : sleep),
          resources: { requests: { cpu: '10m', memory: '16Mi' } },
        },
      ],
    },
  };
}

/** The two taints of a node that is lost: its kubelet says that it is not ready, or says nothing any more. */
function toleratesLostNode(tolerationSeconds: number): readonly object[] {
  return ['not-ready', 'unreachable'].map((reason) => ({
    key: `node.kubernetes.io/${reason}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds,
  }));
}

/**
 * As many pods of one ReplicaSet on each node as on any other, give or take one. Nodes that take no pods do not count
 * (`nodeTaintsPolicy`), else the control plane would, and pods of other templates do not either (`matchLabelKeys`).
 */
function evenly(labels: Readonly<Record<string, string>>): object {
  return {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'DoNotSchedule',
    nodeTaintsPolicy: 'Honor',
    labelSelector: { matchLabels: labels },
    matchLabelKeys: ['pod-template-hash'],
  };
}
