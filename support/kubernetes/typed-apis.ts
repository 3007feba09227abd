import type { AppsV1Api, CoreV1Api, DiscoveryV1Api } from '@kubernetes/client-node';
import type { Transport } from './transport.ts';

/**
 * client-node's generated APIs over our own transport, which carries the credentials:
 * theirs would open a connection per call and throw errors that hold raw bodies and all headers.
 */
export async function typedApis(
  transport: Transport,
): Promise<{ readonly core: CoreV1Api; readonly apps: AppsV1Api; readonly discovery: DiscoveryV1Api }> {
  const k8s = await import('@kubernetes/client-node');
  const { server } = transport.access;
  const configuration = k8s.createConfiguration({
    baseServer: new k8s.ServerConfiguration(server, {}),
    httpApi: k8s.wrapHttpLibrary({
      async send(request) {
        const body = request.getBody();
        if (body !== undefined && typeof body !== 'string') {
          throw new TypeError(`${request.getUrl()}: only text bodies can be sent to a Kubernetes API`);
        }
        const { status, headers, text } = await transport.send({
          method: request.getHttpMethod(),
          path: request.getUrl().slice(server.length),
          headers: request.getHeaders(),
          body,
          signal: request.getSignal(),
        });
        return new k8s.ResponseContext(status, headers, {
          text: () => Promise.resolve(text),
          binary: () => Promise.resolve(Buffer.from(text)),
          stream: () => new Blob([text]).stream(),
        });
      },
    }),
  });
  return {
    core: new k8s.CoreV1Api(configuration),
    apps: new k8s.AppsV1Api(configuration),
    discovery: new k8s.DiscoveryV1Api(configuration),
  };
}
