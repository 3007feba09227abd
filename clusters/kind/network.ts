import type Dockerode from 'dockerode';
import type { NetworkCreateOptions } from 'dockerode';
import { addressIn, parseSubnet, type Subnet, subnetsOverlap } from '../subnet.ts';
import type { NodeRole, Topology } from '../topology.ts';

/** Indexes of addresses in a cluster's network; the engine keeps the first ones for itself. */
const FIRST_INDEX = { 'load-balancer': 9, 'control-plane': 10, worker: 20 } as const;

/** The network of one cluster, in which every machine has an address of its own for as long as the cluster lives. */
export interface ClusterNetwork {
  readonly name: string;
  /** The address of a machine. @param number counts from one, per role. */
  address(role: NodeRole | 'load-balancer', number: number): string;
}

/** Two clusters that start at the same time may be given the same place; as many times one of them looks for another. */
const ATTEMPTS = 5;

type Subnets = Pick<Topology, 'podSubnet' | 'serviceSubnet'>;
type Networks = Pick<Dockerode, 'createNetwork'>;

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
  const definition = { Name: name, Driver: 'bridge', Labels: { ...labels } };
  for (let attempt = 1; ; attempt++) {
    const place = await freePlace(dockerode, definition);
    refuseOverlap(place.text, place.subnet, topology);
    try {
      await dockerode.createNetwork({ ...definition, IPAM: { Driver: 'default', Config: [{ Subnet: place.text }] } });
      return networkIn(name, place.subnet);
    } catch (error) {
      if (attempt === ATTEMPTS || !/overlap/i.test(String(error))) throw error;
    }
  }
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

function networkIn(name: string, subnet: Subnet): ClusterNetwork {
  return { name, address: (role, number) => addressIn(subnet, FIRST_INDEX[role] + number - 1) };
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
