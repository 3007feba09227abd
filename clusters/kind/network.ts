import type Dockerode from 'dockerode';
import type { NetworkCreateOptions } from 'dockerode';
import { tolerate } from '../engine/tolerate.ts';
import { addressIn, parseSubnet, type Subnet, subnetsOverlap } from '../subnet.ts';
import type { NodeRole, Topology } from '../topology.ts';

/** Indexes of addresses in a cluster's network; the engine keeps the first ones for itself. */
const FIRST_INDEX = { 'load-balancer': 9, 'control-plane': 10, worker: 20 } as const;

/** The network of one cluster, in which every machine has an address of its own for as long as the cluster lives. */
export interface ClusterNetwork {
  readonly name: string;
  /** Where it lies, `a.b.c.d/n`. */
  readonly subnet: string;
  /** The address of a machine. @param number counts from one, per role. */
  address(role: NodeRole | 'load-balancer', number: number): string;
}

/** The largest packet, in bytes: an option of the driver's. */
const MTU = 'com.docker.network.driver.mtu';

/** Two clusters that start at the same time may be given the same place; as many times one of them looks for another. */
const ATTEMPTS = 5;

type Subnets = Pick<Topology, 'podSubnet' | 'serviceSubnet'>;
type Networks = Pick<Dockerode, 'createNetwork' | 'getNetwork'>;

/**
 * Makes a cluster's network. The engine chooses where it lies, as always; then it is made again there by name, because an
 * engine gives a container the same address at every start only in a network whose place was asked for.
 * @throws when it would overlap the cluster's pod or service subnet.
 */
export async function createNetwork(
  dockerode: Networks,
  name: string,
  labels: Readonly<Record<string, string>>,
  topology: Subnets,
): Promise<ClusterNetwork> {
  const definition = { Name: name, Driver: 'bridge', Labels: { ...labels }, Options: await optionsOf(dockerode) };
  for (let attempt = 1; ; attempt++) {
    const place = await freePlace(dockerode, definition);
    refuseOverlap(place.text, place.subnet, topology);
    try {
      await dockerode.createNetwork({ ...definition, IPAM: { Driver: 'default', Config: [{ Subnet: place.text }] } });
      return networkIn(name, place.text, place.subnet);
    } catch (error) {
      if (attempt === ATTEMPTS || !/overlap/i.test(String(error))) throw error;
    }
  }
}

/**
 * As large packets as the engine's default network has, by kind's rule (pkg/cluster/internal/providers/docker/network.go:
 * getDefaultNetworkMTU): where the way out takes less than Ethernet's 1500 bytes, as in many clouds and VPNs, an engine is told so
 * for that network alone, and images would not come through another. The embedded engine has no network of that name.
 */
async function optionsOf(dockerode: Networks): Promise<Record<string, string>> {
  const network: unknown = await dockerode.getNetwork('bridge').inspect().catch(tolerate(404));
  const mtu = (network as { Options?: Record<string, string> | null } | undefined)?.Options?.[MTU];
  return mtu !== undefined && /^[1-9]\d*$/.test(mtu) ? { [MTU]: mtu } : {};
}

async function freePlace(
  dockerode: Networks,
  definition: NetworkCreateOptions,
): Promise<{ text: string; subnet: Subnet }> {
  const probe = await dockerode.createNetwork(definition);
  const { IPAM } = (await probe.inspect()) as { IPAM?: { Config?: { Subnet?: string }[] } };
  await probe.remove();
  for (const { Subnet: text = '' } of IPAM?.Config ?? []) {
    const subnet = parseSubnet(text);
    if (subnet !== undefined) return { text, subnet };
  }
  throw new Error(
    `The engine gave network ${definition.Name} no IPv4 subnet, but ${JSON.stringify(IPAM)}: look at its address pools`,
  );
}

function networkIn(name: string, text: string, subnet: Subnet): ClusterNetwork {
  return { name, subnet: text, address: (role, number) => addressIn(subnet, FIRST_INDEX[role] + number - 1) };
}

function refuseOverlap(text: string, subnet: Subnet, topology: Subnets): void {
  for (const key of ['podSubnet', 'serviceSubnet'] as const) {
    const other = parseSubnet(topology[key]);
    if (other !== undefined && subnetsOverlap(subnet, other)) {
      throw new Error(
        `${key} ${topology[key]} overlaps ${text}, where the container engine puts the nodes: choose another ${key}`,
      );
    }
  }
}
