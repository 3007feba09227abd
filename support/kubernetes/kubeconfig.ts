import type { RequestOptions } from 'node:https';
import type { Access } from './transport.ts';

/**
 * Server and credentials of the current context of a kubeconfig file.
 * They are read once: the clusters that Kindling makes use certificates, which outlive every run.
 * @throws when the file cannot be read, names no cluster, or wants a proxy (API servers of Kindling are on 127.0.0.1).
 */
export async function readKubeconfig(path: string): Promise<Access> {
  // client-node costs half a second to import: only who connects pays for it.
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  try {
    config.loadFromFile(path);
  } catch (cause) {
    throw new Error(`kubeconfig ${path} could not be read: ${String(cause)}`, { cause });
  }
  const cluster = config.getCurrentCluster();
  if (cluster === null) {
    throw new Error(`kubeconfig ${path} has no cluster for its current context "${config.currentContext}"`);
  }
  if (cluster.proxyUrl !== undefined) {
    throw new Error(`kubeconfig ${path} asks for the proxy ${cluster.proxyUrl}: Kindling connects directly only`);
  }
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const { ca, cert, key, rejectUnauthorized, servername, auth } = options;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) headers[name] = String(value);
  if (auth) headers['Authorization'] = `Basic ${Buffer.from(auth).toString('base64')}`;
  const tls = Object.fromEntries(
    Object.entries({ ca, cert, key, rejectUnauthorized, servername }).filter(([, value]) => value !== undefined),
  );
  return { server: cluster.server.replace(/\/$/, ''), headers, tls };
}
