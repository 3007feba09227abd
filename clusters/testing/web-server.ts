import { stringify } from 'yaml';
import { AGNHOST_IMAGE } from '../agnhost.ts';
import { aControlPlane } from '../kind/parts.ts';
import type { StartedKindCluster } from '../kind/started-kind-cluster.ts';

const MANIFEST = '/kind/test-web-server.yaml';

/**
 * Runs a server that tells its name in a pod, behind a Service with this NodePort, and waits until it is ready.
 * @param node where it runs; without one the scheduler decides.
 */
export async function serveWeb(
  cluster: StartedKindCluster,
  { name, nodePort, image = AGNHOST_IMAGE, node }: { name: string; nodePort: number; image?: string; node?: string },
  signal: AbortSignal,
): Promise<void> {
  const labels = { app: name };
  const container = {
    ...{ name: 'web', image, imagePullPolicy: 'Never', args: ['netexec', '--http-port=8080'] },
    readinessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 1 },
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels },
    // Named, not selected: a node is not to be picked by the scheduler's grace.
    spec: { ...(node === undefined ? {} : { nodeName: node }), containers: [container] },
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { type: 'NodePort', selector: labels, ports: [{ port: 80, targetPort: 8080, nodePort }] },
  };
  const controlPlane = aControlPlane(cluster);
  const content = [pod, service].map((object) => stringify(object)).join('---\n');
  await controlPlane.container.copyContentToContainer([{ content, target: MANIFEST }]);
  await controlPlane.kubectl(['apply', `--filename=${MANIFEST}`], signal);
  await controlPlane.kubectl(['wait', '--for=condition=Ready', `pod/${name}`, '--timeout=60s'], signal);
}

/** Asks a door until it gives an answer, for half a minute. @returns the name of the pod that answered. */
export async function answerOf(url: string, signal: AbortSignal): Promise<string> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    try {
      const response = await fetch(`${url}/hostname`, { signal: AbortSignal.any([signal, AbortSignal.timeout(2000)]) });
      return (await response.text()).trim();
    } catch (cause) {
      signal.throwIfAborted();
      if (performance.now() > deadline) throw new Error(`${url} did not answer within 30 s`, { cause });
    }
  }
}
