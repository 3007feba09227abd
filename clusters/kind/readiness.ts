import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { AGNHOST_IMAGE } from '../agnhost.ts';
import { formatElapsed } from '../progress.ts';
import type { KindNode } from './node.ts';

const NAME = 'kindling-reachability';
const PORT = 8080;
/** Long enough for a published image to pull agnhost over a slow line. */
const TIMEOUT_MS = 180_000;
const TIMEOUT = `${TIMEOUT_MS / 1000}s`;

/** Waits until every node is Ready by its kubelet's word. @throws with kubectl's last word after three minutes. */
export async function allNodesReady(controlPlane: KindNode, signal: AbortSignal): Promise<void> {
  await controlPlane.kubectl(['wait', '--for=condition=Ready', 'nodes', '--all', `--timeout=${TIMEOUT}`], signal);
}

/**
 * Waits until a node is Ready.
 * @param since when it was started again, by the engine's clock, which its kubelet has, too: what its kubelet said before does not count.
 * @throws with its last word after three minutes.
 */
export async function nodeReady(
  controlPlane: KindNode,
  name: string,
  signal: AbortSignal,
  since = new Date(0),
): Promise<void> {
  const ready = '{.status.conditions[?(@.type=="Ready")]';
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    const answer = await controlPlane.kubectl(
      [
        'get',
        'node',
        name,
        '--ignore-not-found',
        `--output=jsonpath=${ready}.lastHeartbeatTime} ${ready}.status} ${ready}.message}`,
      ],
      signal,
    );
    const [heartbeat = '', status] = answer.split(' ');
    // The kubelet counts whole seconds.
    if (status === 'True' && Date.parse(heartbeat) >= Math.floor(since.getTime() / 1000) * 1000) return;
    if (performance.now() > deadline) {
      throw new Error(
        `Node ${name} was not Ready after ${formatElapsed(TIMEOUT_MS)}: its kubelet last said "${answer}", ` +
          `expected Ready since ${since.toISOString()}`,
      );
    }
    await delay(250, undefined, { signal });
  }
}

/** Waits until CoreDNS answers. */
export async function dnsReady(controlPlane: KindNode, signal: AbortSignal): Promise<void> {
  const arguments_ = ['--namespace=kube-system', 'rollout', 'status', 'deployment/coredns', `--timeout=${TIMEOUT}`];
  await controlPlane.kubectl(arguments_, signal);
}

/**
 * Proves that pods of different nodes reach each other, in every direction: a pod on each node is asked to call each other one.
 * It also has agnhost unpacked on every node before the first scenario needs it.
 * @throws naming the pairs that could not talk.
 */
export async function podsReachEachOther(controlPlane: KindNode, signal: AbortSignal): Promise<void> {
  const manifest = '/kind/reachability.yaml';
  await controlPlane.container.copyContentToContainer([{ content: stringify(daemonSet()), target: manifest }]);
  // Namespaces get their default ServiceAccount a moment after the API server is up; without it no pod can be made.
  await controlPlane.kubectl(['wait', '--for=create', 'serviceaccount/default', `--timeout=${TIMEOUT}`], signal);
  await controlPlane.kubectl(['apply', `--filename=${manifest}`], signal);
  try {
    await rolledOut(controlPlane, signal);
    const pods = await runningPods(controlPlane, signal);
    const pairs = pods.flatMap((from) => pods.filter((to) => to.node !== from.node).map((to) => ({ from, to })));
    const failures = await Promise.all(pairs.map(({ from, to }) => call(controlPlane, from, to, signal)));
    const heard = failures.filter((failure) => failure !== undefined);
    if (heard.length > 0) throw new Error(`Pods of different nodes do not reach each other: ${heard.join('; ')}`);
  } finally {
    await controlPlane.kubectl(
      ['delete', `--filename=${manifest}`, '--wait=false', '--grace-period=0', '--force'],
      signal,
    );
  }
}

async function rolledOut(controlPlane: KindNode, signal: AbortSignal): Promise<void> {
  try {
    await controlPlane.kubectl(['rollout', 'status', `daemonset/${NAME}`, `--timeout=${TIMEOUT}`], signal);
  } catch (cause) {
    signal.throwIfAborted();
    const waiting =
      'jsonpath={range .items[*]}{.spec.nodeName}: {.status.containerStatuses[*].state.waiting}{"\\n"}{end}';
    const states = await controlPlane.kubectl(['get', 'pods', `--selector=app=${NAME}`, '--output', waiting], signal);
    const pulled = /ErrImagePull|ImagePullBackOff|ErrImageNeverPull/.test(states);
    throw new Error(
      pulled
        ? `The nodes cannot pull ${AGNHOST_IMAGE}, which their image does not bring. Give them access to the registry: they have ` +
            "this shell's HTTP_PROXY, HTTPS_PROXY and NO_PROXY, but for a proxy on 127.0.0.1, which is none for them. Or have the image in " +
            `the container engine ("docker pull ${AGNHOST_IMAGE}") and use a cluster that is put up with it: ` +
            `"npm run cluster -- up --load ${AGNHOST_IMAGE}", then "npm run scenarios -- --keep".\n${states.trimEnd()}`
        : `The pods that prove the network are not ready after ${TIMEOUT}:\n${states.trimEnd()}`,
      { cause },
    );
  }
}

interface Pod {
  readonly name: string;
  readonly ip: string;
  readonly node: string;
}

async function runningPods(controlPlane: KindNode, signal: AbortSignal): Promise<Pod[]> {
  const columns = 'jsonpath={range .items[*]}{.metadata.name} {.status.podIP} {.spec.nodeName}{"\\n"}{end}';
  const text = await controlPlane.kubectl(['get', 'pods', `--selector=app=${NAME}`, '--output', columns], signal);
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', ip = '', node = ''] = line.split(' ');
      return { name, ip, node };
    });
}

/** @returns what went wrong, or undefined when the called pod gave its name. */
async function call(controlPlane: KindNode, from: Pod, to: Pod, signal: AbortSignal): Promise<string | undefined> {
  const query = `host=${to.ip}&port=${PORT}&request=hostname&protocol=http&tries=3`;
  const path = `/api/v1/namespaces/default/pods/${from.name}:${PORT}/proxy/dial?${query}`;
  const answer = await controlPlane.kubectl(['get', '--raw', path], signal);
  return answer.includes(to.name) ? undefined : `${from.node} to ${to.node} (${answer.trim()})`;
}

function daemonSet(): object {
  const labels = { app: NAME };
  const container = {
    name: 'agnhost',
    image: AGNHOST_IMAGE,
    args: ['netexec', `--http-port=${PORT}`],
    readinessProbe: { httpGet: { path: '/healthz', port: PORT }, periodSeconds: 1 },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: NAME, namespace: 'default', labels },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { tolerations: [{ operator: 'Exists' }], containers: [container] } },
    },
  };
}
