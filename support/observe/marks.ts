import { apply } from '../kubernetes/apply.ts';
import type { KubernetesClient } from '../kubernetes/client.ts';
import { isConflict } from '../kubernetes/errors.ts';
import { collectionPath } from '../kubernetes/kinds.ts';
import { createNamespace } from '../kubernetes/namespace.ts';
import type { RawList } from '../kubernetes/raw-object.ts';
import type { ObservedKind } from '../timeline/facts.ts';

const ANNOTATION = 'kindling.dev/mark';
const LABELS = { 'kindling.dev/mark': 'none' };
const TEMPLATE = {
  metadata: { labels: LABELS },
  spec: { containers: [{ name: 'none', image: 'kindling.dev/none' }], nodeSelector: LABELS },
};
const SELECTION = { selector: { matchLabels: LABELS }, template: TEMPLATE };

/**
 * An object of each kind with which no controller has anything to do: a pod that is not to be scheduled, workloads that want no
 * pod, a Service that selects none. Events prove nothing, so they need no mark.
 */
const OBJECTS: readonly {
  readonly kind: ObservedKind;
  readonly apiVersion: string;
  readonly [field: string]: unknown;
}[] = [
  { apiVersion: 'v1', kind: 'Pod', spec: { ...TEMPLATE.spec, schedulingGates: [{ name: ANNOTATION }] } },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', spec: { replicas: 0, ...SELECTION } },
  { apiVersion: 'apps/v1', kind: 'DaemonSet', spec: SELECTION },
  // A paused Deployment makes no ReplicaSet.
  { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 0, paused: true, ...SELECTION } },
  { apiVersion: 'v1', kind: 'Service', spec: { clusterIP: 'None' } },
  { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', addressType: 'IPv4', endpoints: [] },
];

/** A moment of the API server, as the watch of one kind will show it. */
export interface Mark {
  readonly kind: ObservedKind;
  readonly resourceVersion: string;
}

/** Changes objects of its own, in a namespace of its own, so that it can be seen how far the watches have come. */
export class Marks {
  readonly #client: KubernetesClient;
  readonly #run: string;
  #namespace: Promise<string> | undefined;
  #count = 0;

  /** @param run whose clean-up removes the namespace. */
  constructor(client: KubernetesClient, run: string) {
    this.#client = client;
    this.#run = run;
  }

  /**
   * Marks the present: whatever the API server has done before this call has an earlier resourceVersion than the mark of its kind.
   * Nodes are shared with the kubelets and not written to; what a consistent list shows of them are their marks. So a Node that was
   * deleted has none: its deletion may be told later, unless another Node has changed since.
   * @throws KubernetesError when the API server refuses or does not answer.
   */
  async set(signal: AbortSignal): Promise<Mark[]> {
    const namespace = await this.#place(signal);
    const metadata = { name: 'mark', namespace, annotations: { [ANNOTATION]: String(++this.#count) } };
    const marks = OBJECTS.map(async (object): Promise<Mark> => {
      const [stored] = await apply(this.#client, { ...object, metadata }, { signal });
      return { kind: object.kind, resourceVersion: stored?.metadata.resourceVersion ?? '0' };
    });
    const [nodes, ...others] = await Promise.all([this.#nodes(signal), ...marks]);
    return [...nodes, ...others];
  }

  async #nodes(signal: AbortSignal): Promise<Mark[]> {
    const { items } = await this.#client.raw<RawList>('GET', collectionPath('Node'), { signal });
    return (items ?? []).map(({ metadata }) => ({ kind: 'Node', resourceVersion: metadata.resourceVersion }));
  }

  #place(signal: AbortSignal): Promise<string> {
    this.#namespace ??= this.#create(signal).catch((error: unknown) => {
      this.#namespace = undefined;
      throw error;
    });
    return this.#namespace;
  }

  async #create(signal: AbortSignal): Promise<string> {
    const name = `kindling-${this.#run}-marks`;
    try {
      await createNamespace(this.#client, { name, run: this.#run, scenario: 'marks' }, { signal });
    } catch (error) {
      // An earlier try got half way. Should its ServiceAccount still be missing, the pod is refused, and the next mark tries again.
      if (!isConflict(error)) throw error;
    }
    return name;
  }
}
