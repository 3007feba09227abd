import { KUBEADM_KINDS } from '../kind/kubeadm-config.ts';
import { parseTaint } from '../kind/taints.ts';
import { parseSubnet, subnetsOverlap } from '../subnet.ts';
import { CONTROL_PLANE_COUNTS, KUBE_PROXY_MODES, type KubeadmPatch, nodeNames, type Topology } from '../topology.ts';
import { InvalidConfig } from './invalid-config.ts';
import { nodeLabels } from './node-labels.ts';
import {
  anyFields,
  type Fields,
  listOf,
  mapOf,
  oneOf,
  record,
  type Shape,
  textThat,
  wholeNumber,
  yesOrNo,
} from './shapes.ts';

/** More nodes than this on one host are a mistake. */
const MOST_WORKERS = 20;

/** An IPv4 network of a size that kubeadm, its controllers and its API server accept. */
function subnet(largest: number, smallest: number): Shape<string> {
  return textThat(`an IPv4 network such as "10.244.0.0/16", from /${largest} to /${smallest}`, (text) => {
    const parsed = parseSubnet(text);
    return parsed !== undefined && parsed.prefix >= largest && parsed.prefix <= smallest;
  });
}

const taint = textThat('a taint: "key=value:effect" or "key:effect"', (text) => {
  try {
    parseTaint(text);
    return true;
  } catch {
    return false;
  }
});

const kubeadmPatch: Shape<KubeadmPatch> = (value, path) => {
  const fields = anyFields(value, path);
  return { ...fields, kind: oneOf(KUBEADM_KINDS)(fields['kind'], `${path}.kind`) };
};

const auditPolicy: Shape<Record<string, unknown>> = (value, path) => {
  const fields = anyFields(value, path);
  oneOf(['audit.k8s.io/v1'])(fields['apiVersion'], `${path}.apiVersion`);
  oneOf(['Policy'])(fields['kind'], `${path}.kind`);
  listOf(anyFields, 'a list of rules')(fields['rules'], `${path}.rules`);
  return fields;
};

const SHAPES = {
  controlPlanes: oneOf(CONTROL_PLANE_COUNTS),
  workers: wholeNumber(0, MOST_WORKERS),
  // Every node gets a /24 (kube-controller-manager: --node-cidr-mask-size-ipv4).
  podSubnet: subnet(8, 19),
  // At most 20 bits (kube-apiserver: --service-cluster-ip-range).
  serviceSubnet: subnet(12, 26),
  kubeProxy: oneOf(KUBE_PROXY_MODES),
  featureGates: mapOf(
    textThat('a feature gate such as "InPlacePodVerticalScaling"', (text) => /^[A-Z]\w+$/.test(text)),
    yesOrNo,
  ),
  kubeadmPatches: listOf(kubeadmPatch, 'a list of kubeadm documents to merge, each with its kind'),
  nodes: mapOf(
    textThat('the short name of a node'),
    record({ labels: nodeLabels, taints: listOf(taint, 'a list of taints') }),
  ),
  auditPolicy,
  images: listOf(textThat('an image reference, or the path of a .tar file'), 'a list of images'),
};

/** What a cluster's configuration may say of its topology; the rest stays as it is. */
export type TopologyWish = Fields<typeof SHAPES>;

/** Checks a configuration as it was read from YAML or from flags. @throws InvalidConfig with the path of what is wrong. */
export const topologyWish: Shape<TopologyWish> = record(SHAPES);

const text = textThat('a text (versions in quotes: "1.37")');

/** The same with what a file says besides: the cluster's name and its Kubernetes minor, `1.37`. */
export const clusterWish = record({ name: text, kubernetes: text, ...SHAPES });

/** Lays a wish over a topology. @throws InvalidConfig for what is wrong only in the whole, such as networks that overlap. */
export function withWish(topology: Topology, wish: TopologyWish): Topology {
  const { nodes, ...rest } = wish;
  const whole: Topology = { ...topology, ...definedIn(rest), nodes: { ...topology.nodes, ...traitsIn(nodes) } };
  const [pods, services] = [parseSubnet(whole.podSubnet), parseSubnet(whole.serviceSubnet)];
  if (pods !== undefined && services !== undefined && subnetsOverlap(pods, services)) {
    throw new InvalidConfig(
      'serviceSubnet',
      whole.serviceSubnet,
      `a network that podSubnet ${whole.podSubnet} does not overlap`,
    );
  }
  const names = nodeNames('', whole).map(({ name }) => name.slice(1));
  for (const name of Object.keys(whole.nodes)) {
    if (!names.includes(name)) throw new InvalidConfig('a name in nodes', name, `one of ${names.join(', ')}`);
  }
  return whole;
}

function definedIn<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

function traitsIn(nodes: TopologyWish['nodes'] = {}): Topology['nodes'] {
  return Object.fromEntries(
    Object.entries(nodes).map(([name, { labels = {}, taints = [] }]) => [name, { labels, taints }]),
  );
}
