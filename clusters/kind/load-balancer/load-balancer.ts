import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Container } from 'dockerode';
import type { Engine } from '../../engine/engine.ts';
import { API_SERVER_PORT } from '../node-container.ts';

const SCRIPT = readFileSync(join(import.meta.dirname, 'balance'), 'utf8');

/** What a load balancer is made from. */
export interface LoadBalancerOptions {
  readonly name: string;
  /** A node image: no other image is sure to be there, and every node image has the programs that it takes. */
  readonly image: string;
  readonly network: string;
  readonly ip: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Port of 127.0.0.1 at which this host reaches the API. */
  readonly published: number;
  /** Addresses of the control planes. */
  readonly controlPlanes: readonly string[];
}

/** Names a cluster's load balancer as kind does. */
export function loadBalancerName(cluster: string): string {
  return `${cluster}-external-load-balancer`;
}

/**
 * Starts what stands before several control planes: connections go to those whose API server is alive, and to none of them
 * within about a second after it died. While none lives, connections are refused.
 */
export async function startLoadBalancer(engine: Engine, options: LoadBalancerOptions): Promise<Container> {
  const port = `${API_SERVER_PORT}/tcp`;
  const container = await engine.client.container.dockerode.createContainer({
    name: options.name,
    Hostname: options.name,
    Image: options.image,
    Labels: { ...options.labels, 'io.x-k8s.kind.role': 'external-load-balancer' },
    Entrypoint: ['/bin/bash', '-c', SCRIPT, 'balance', String(API_SERVER_PORT), ...options.controlPlanes],
    Cmd: [],
    // The script does not listen to the signal by which systemd is stopped.
    StopSignal: 'SIGKILL',
    ExposedPorts: { [port]: {} },
    HostConfig: {
      NetworkMode: options.network,
      CapAdd: ['NET_ADMIN'],
      Sysctls: { 'net.ipv4.ip_forward': '1' },
      PortBindings: { [port]: [{ HostIp: '127.0.0.1', HostPort: String(options.published) }] },
    },
    NetworkingConfig: { EndpointsConfig: { [options.network]: { IPAMConfig: { IPv4Address: options.ip } } } },
  });
  await container.start();
  return container;
}
