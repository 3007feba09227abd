import type { Engine } from '../engine/engine.ts';
import type { Topology } from '../topology.ts';
import type { ClusterNetwork } from './network.ts';
import type { KindNode } from './node.ts';

/** What a kind cluster consists of. Only `nodes` changes, in place, as workers come and go. */
export interface KindClusterParts {
  readonly engine: Engine;
  readonly run: string;
  readonly name: string;
  /** The image of its nodes. */
  readonly image: string;
  /** The image's prepared form, where it has one: nodes start from it. */
  readonly prepared: string | undefined;
  readonly topology: Topology;
  readonly network: ClusterNetwork;
  /** Nodes are given the host's /dev/mapper; see `needsDeviceMapper`. */
  readonly deviceMapper: boolean;
  /** Where nodes find the API: `host:port`, by the engine's DNS. */
  readonly endpoint: string;
  /** The first is the control plane that made the cluster. */
  readonly nodes: KindNode[];
}

type NamedNodes = { readonly name: string; readonly nodes: readonly KindNode[] };

/** A control plane in which `kubectl` can be run. @throws when all of them are stopped or paused. */
export function aControlPlane({ name, nodes }: NamedNodes): KindNode {
  const all = nodes.filter(({ role }) => role === 'control-plane');
  const found = all.find(({ state }) => state === 'running');
  if (found !== undefined) return found;
  const states = all.map((node) => `${node.name} is ${node.state}`).join(', ');
  throw new Error(`Cluster ${name} has no running control plane (${states}): start one first`);
}

/** The node of this name. @throws naming those that there are. */
export function nodeNamed({ name, nodes }: NamedNodes, node: string): KindNode {
  const found = nodes.find((each) => each.name === node);
  if (found !== undefined) return found;
  throw new Error(`Cluster ${name} has no node ${node}, only ${nodes.map((each) => each.name).join(', ')}`);
}
