import type { Engine } from '../engine/engine.ts';
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

/**
 * Makes a cluster's network. The engine chooses where it lies, as always; then it is made again there by name, because an
 * engine gives a container the same address at every start only in a network whose place was asked for.
 * @throws when it would overlap the cluster's pod or service subnet.
 */
export async function createNetwork(
  engine: Engine,
  name: string,
  labels: Readonly<Record<string, string>>,
  topology: Pick<Topology, 'podSubnet' | 'serviceSubnet'>,
): Promise<ClusterNetwork> {
  const { dockerode } = engine.client.container;
  const definition = { Name: name, Driver: 'bridge', Labels: { ...labels } };
  const probe = await dockerode.createNetwork(definition);
  const { IPAM } = (await probe.inspect()) as { IPAM?: { Config?: { Subnet?: string; Gateway?: string }[] } };
  await probe.remove();
  const place = IPAM?.Config?.map(({ Subnet: text = '' }) => ({ text, subnet: parseSubnet(text) })).find(
    ({ subnet }) => subnet !== undefined,
  );
  if (place?.subnet === undefined) {
    throw new Error(
      `The engine gave network ${name} no IPv4 subnet, but ${JSON.stringify(IPAM)}: look at its address pools`,
    );
  }
  refuseOverlap(place.text, place.subnet, topology);
  await dockerode.createNetwork({ ...definition, IPAM: { Driver: 'default', Config: [{ Subnet: place.text }] } });
  return networkIn(name, place.subnet);
}

function networkIn(name: string, subnet: Subnet): ClusterNetwork {
  return { name, address: (role, number) => addressIn(subnet, FIRST_INDEX[role] + number - 1) };
}

function refuseOverlap(text: string, subnet: Subnet, topology: Pick<Topology, 'podSubnet' | 'serviceSubnet'>): void {
  for (const key of ['podSubnet', 'serviceSubnet'] as const) {
    const other = parseSubnet(topology[key]);
    if (other !== undefined && subnetsOverlap(subnet, other)) {
      throw new Error(
        `${key} ${topology[key]} overlaps ${text}, where the container engine puts the nodes: choose another ${key}`,
      );
    }
  }
}
