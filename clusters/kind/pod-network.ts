import { isSeq, parseAllDocuments } from 'yaml';

/**
 * Fills in the CNI manifest of a node image. kind's node images ask for it by two sentences in it
 * (kind: pkg/cluster/internal/create/actions/installcni): one is templated with the pod subnet; in the other, the
 * DaemonSet's first container is told where the API server is, so that it need not wait for kube-proxy.
 */
export function podNetworkManifest(manifest: string, podSubnet: string, endpoint: string): string {
  const templated = manifest.includes('would you kindly template this file')
    ? manifest.replaceAll(/\{\{-? *\.PodSubnet *-?\}\}/g, podSubnet)
    : manifest;
  return manifest.includes('would you kindly patch this file') ? withEndpoint(templated, endpoint) : templated;
}

function withEndpoint(manifest: string, endpoint: string): string {
  const documents = parseAllDocuments(manifest);
  const env = ['spec', 'template', 'spec', 'containers', 0, 'env'];
  for (const document of documents) {
    if (document.get('kind') !== 'DaemonSet') continue;
    const variable = { name: 'CONTROL_PLANE_ENDPOINT', value: endpoint };
    if (isSeq(document.getIn(env))) document.addIn(env, variable);
    else document.setIn(env, [variable]);
  }
  return documents.map((document) => document.toString()).join('');
}
