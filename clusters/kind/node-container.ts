import type { HostConfig } from 'dockerode';
import type { WaitStrategy } from 'testcontainers';
import { ExactImageContainer } from '../node-image/exact-image-container.ts';
import { PREPARED_VOLUME, USE_PREPARED } from '../node-image/prepared-image.ts';
import type { NodeRole } from '../topology.ts';
import { SYSTEMD_PROXY, systemdProxyFile } from './systemd-proxy.ts';

/** The API server's port in a control plane. */
export const API_SERVER_PORT = 6443;

/** What a node container is made from. */
export interface NodeContainerOptions {
  readonly name: string;
  readonly role: NodeRole;
  /** As the engine has it. */
  readonly image: string;
  readonly network: string;
  /** Its address in the network, which it keeps when it is stopped and started. */
  readonly ip: string;
  /** The image is a prepared one: containerd's store is made from it instead of being copied and unpacked. */
  readonly prepared: boolean;
  /** The node gets the host's /dev/mapper. */
  readonly deviceMapper: boolean;
  /** Variables by which programs in the node find proxies; empty for none. */
  readonly proxies: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** The node's ports that are published, each with its port on 127.0.0.1, and for UDP the same. */
  readonly publish: ReadonlyMap<number, number>;
}

/**
 * A node of a kind cluster, made as kind makes it (pkg/cluster/internal/providers/docker/provision.go): a privileged container
 * in which systemd runs. It counts as started when its first process runs; `waitForBoot` waits for systemd.
 */
export class NodeContainer extends ExactImageContainer {
  constructor(options: NodeContainerOptions) {
    super(options.image);
    this.withName(options.name)
      .withLabels({ ...options.labels, 'io.x-k8s.kind.role': options.role })
      .withNetworkMode(options.network)
      .withPrivilegedMode()
      .withSecurityOpt('seccomp=unconfined', 'apparmor=unconfined')
      .withTmpFs({ '/tmp': '', '/run': '' })
      .withBindMounts([
        { source: '/lib/modules', target: '/lib/modules', mode: 'ro' },
        ...(options.deviceMapper ? [{ source: '/dev/mapper', target: '/dev/mapper' }] : []),
      ])
      .withEnvironment({ ...options.proxies })
      .withExposedPorts(...[...options.publish.keys()].flatMap(protocolsOf))
      .withDefaultLogDriver()
      // Removal is Kindling's own: testcontainers' reaper cannot be had without a registry.
      .withAutoCleanup(false)
      .withWaitStrategy(new RunningIsEnough());
    if (options.role === 'control-plane') this.withEnvironment({ KUBECONFIG: '/etc/kubernetes/admin.conf' });
    if (Object.keys(options.proxies).length > 0) {
      this.withCopyContentToContainer([{ content: systemdProxyFile(options.proxies), target: SYSTEMD_PROXY }]);
    }
    this.createOpts.Hostname = options.name;
    this.createOpts.NetworkingConfig = {
      EndpointsConfig: { [options.network]: { IPAMConfig: { IPv4Address: options.ip } } },
    };
    // Without a terminal systemd does not write its boot lines where the engine's log has them.
    this.createOpts.Tty = true;
    // A volume of the engine's own file system: overlay snapshots of containerd cannot lie on the container's overlay. The engine
    // fills one at /var with all that the image has there, for seconds per node; a prepared image needs no such copy.
    this.createOpts.Volumes = { [options.prepared ? PREPARED_VOLUME : '/var']: {} };
    if (options.prepared) this.withEntrypoint(['/bin/bash', '-c', USE_PREPARED]);
    // systemd must be the first process; dockerode's types lack CgroupnsMode, which cgroup v1 needs (API 1.41).
    const host: HostConfig & { CgroupnsMode: string } = { ...this.hostConfig, Init: false, CgroupnsMode: 'private' };
    // testcontainers would publish on every interface of this host.
    host.PortBindings = Object.fromEntries(
      [...options.publish].flatMap(([port, hostPort]) =>
        protocolsOf(port).map((published) => [published, [{ HostIp: '127.0.0.1', HostPort: String(hostPort) }]]),
      ),
    );
    this.hostConfig = host;
  }
}

/** A NodePort is one number for each protocol of a Service, so both lead there; the API server has TCP alone. */
function protocolsOf(port: number): `${number}/${'tcp' | 'udp'}`[] {
  return port === API_SERVER_PORT ? [`${port}/tcp`] : [`${port}/tcp`, `${port}/udp`];
}

/**
 * testcontainers' own strategies run commands in the container, which keeps systemd from booting on cgroup v2, and remove the
 * container when they fail, with all evidence in it.
 */
class RunningIsEnough implements WaitStrategy {
  #timeout = 60_000;

  async waitUntilReady(): Promise<void> {}

  withStartupTimeout(startupTimeoutMs: number): this {
    this.#timeout = startupTimeoutMs;
    return this;
  }

  isStartupTimeoutSet(): boolean {
    return true;
  }

  getStartupTimeout(): number {
    return this.#timeout;
  }
}
