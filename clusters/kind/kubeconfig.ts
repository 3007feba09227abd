import { chmodSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import type { KindNode } from './node.ts';

interface Kubeconfig {
  clusters: { name: string; cluster: { server: string } }[];
  contexts: { name: string; context: { cluster: string; user: string } }[];
  users: { name: string; user: object }[];
  'current-context': string;
}

/** Writes a kubeconfig for this host, readable by its owner alone. @param port the API's published port. */
export async function writeKubeconfig(
  path: string,
  cluster: string,
  controlPlane: KindNode,
  port: number,
  signal: AbortSignal,
): Promise<void> {
  const adminConf = await controlPlane.run(['cat', '/etc/kubernetes/admin.conf'], signal);
  writeFileSync(path, externalKubeconfig(adminConf, cluster, `https://127.0.0.1:${port}`), { mode: 0o600 });
  chmodSync(path, 0o600);
}

/**
 * Makes kubeadm's admin.conf usable from this host: the server becomes the published address, and cluster, user and context
 * are named `kind-<cluster>` as kind does it, so that merged files do not mix up credentials.
 */
function externalKubeconfig(adminConf: string, cluster: string, server: string): string {
  const config = parse(adminConf) as Kubeconfig;
  const [onlyCluster, onlyContext, onlyUser] = [config.clusters[0], config.contexts[0], config.users[0]];
  if (onlyCluster === undefined || onlyContext === undefined || onlyUser === undefined) {
    throw new Error(`The admin.conf of cluster ${cluster} lacks its cluster, context or user`);
  }
  const name = `kind-${cluster}`;
  return stringify({
    ...config,
    clusters: [{ name, cluster: { ...onlyCluster.cluster, server } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    users: [{ ...onlyUser, name }],
    'current-context': name,
  });
}
