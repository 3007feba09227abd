const PATHS: Readonly<
  Record<string, { readonly group: string; readonly plural: string; readonly namespaced: boolean }>
> = {
  Namespace: { group: '/api/v1', plural: 'namespaces', namespaced: false },
  Node: { group: '/api/v1', plural: 'nodes', namespaced: false },
  Pod: { group: '/api/v1', plural: 'pods', namespaced: true },
  Service: { group: '/api/v1', plural: 'services', namespaced: true },
  ResourceQuota: { group: '/api/v1', plural: 'resourcequotas', namespaced: true },
  ServiceAccount: { group: '/api/v1', plural: 'serviceaccounts', namespaced: true },
  Event: { group: '/api/v1', plural: 'events', namespaced: true },
  Deployment: { group: '/apis/apps/v1', plural: 'deployments', namespaced: true },
  ReplicaSet: { group: '/apis/apps/v1', plural: 'replicasets', namespaced: true },
  DaemonSet: { group: '/apis/apps/v1', plural: 'daemonsets', namespaced: true },
  EndpointSlice: { group: '/apis/discovery.k8s.io/v1', plural: 'endpointslices', namespaced: true },
};

function pathOf(kind: string) {
  const path = PATHS[kind];
  if (path === undefined) {
    throw new Error(`Kindling has no API path for kind ${kind}; it has one for ${Object.keys(PATHS).join(', ')}`);
  }
  return path;
}

/**
 * The API path of all objects of a kind in a namespace, or without one in all namespaces.
 * Knows the kinds that Kindling watches and acts on; `apply` asks the API server about any other.
 * @throws when the kind is not one of them.
 */
export function collectionPath(kind: string, namespace?: string): string {
  const { group, plural, namespaced } = pathOf(kind);
  return namespaced && namespace !== undefined
    ? `${group}/namespaces/${encodeURIComponent(namespace)}/${plural}`
    : `${group}/${plural}`;
}

/**
 * The API path of one object.
 * @throws when the kind is not known, or is namespaced and the namespace is empty.
 */
export function objectPath(ref: { readonly kind: string; readonly namespace: string; readonly name: string }): string {
  if (pathOf(ref.kind).namespaced && ref.namespace === '') {
    throw new Error(`${ref.kind} ${ref.name} has no namespace, and objects of that kind live in one`);
  }
  return `${collectionPath(ref.kind, ref.namespace)}/${encodeURIComponent(ref.name)}`;
}
