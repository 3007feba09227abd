import { parse, stringify } from 'yaml';

interface Kubeconfig {
  clusters: { name: string; cluster: { server: string } }[];
  contexts: { name: string; context: { cluster: string; user: string } }[];
  users: { name: string; user: object }[];
  'current-context': string;
}

/**
 * Makes kubeadm's admin.conf usable from this host: the server becomes the published address, and cluster, user and context
 * are named `kind-<cluster>` as kind does it, so that merged files do not mix up credentials.
 */
export function externalKubeconfig(adminConf: string, cluster: string, server: string): string {
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
