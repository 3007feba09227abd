import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { parse } from 'yaml';

const TIMEOUT_MS = 1500;

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { server: string; 'certificate-authority-data': string } }[];
  readonly users: readonly { readonly user: { 'client-certificate-data': string; 'client-key-data': string } }[];
}

/**
 * Asks the API server of a cluster that Kindling put up whether it is ready.
 * @param kubeconfig path of the file that `externalKubeconfig` wrote: one cluster, one user with a certificate.
 * @returns undefined when it is, else what it, or the system, answered within 1.5 s.
 */
export function whyApiServerIsSilent(kubeconfig: string, signal: AbortSignal): Promise<string | undefined> {
  const { clusters, users } = parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
  const [cluster, user] = [clusters[0]?.cluster, users[0]?.user];
  if (cluster === undefined || user === undefined) return Promise.resolve(`${kubeconfig} names no cluster or no user`);
  const decoded = (data: string) => Buffer.from(data, 'base64');
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const request = get(
    new URL('/readyz', cluster.server),
    {
      ca: decoded(cluster['certificate-authority-data']),
      cert: decoded(user['client-certificate-data']),
      key: decoded(user['client-key-data']),
      agent: false,
      signal,
      timeout: TIMEOUT_MS,
    },
    (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? undefined : `${cluster.server}/readyz answers ${response.statusCode}`);
    },
  );
  request.on('timeout', () => request.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
  request.on('error', (error) => resolve(`${cluster.server}: ${error.message}`));
  return promise;
}
