import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_TOPOLOGY } from '../topology.ts';
import { clusterWish, topologyWish, withWish } from './cluster-config.ts';

test('takes everything that a topology has', () => {
  const wish = {
    controlPlanes: 3,
    workers: 0,
    podSubnet: '10.1.0.0/16',
    serviceSubnet: '10.2.0.0/20',
    kubeProxy: 'nftables',
    featureGates: { InPlacePodVerticalScaling: true },
    kubeadmPatches: [{ kind: 'KubeletConfiguration', maxPods: 50 }],
    nodes: { 'control-plane2': { labels: { zone: 'a' }, taints: ['dedicated=x:NoSchedule'] } },
    auditPolicy: { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'Metadata' }] },
    images: ['rng:1'],
  };
  assert.deepEqual(withWish(DEFAULT_TOPOLOGY, topologyWish(wish, '')), wish);
});

test('what is not said stays as it is', () => {
  assert.deepEqual(withWish(DEFAULT_TOPOLOGY, topologyWish({}, '')), DEFAULT_TOPOLOGY);
  assert.deepEqual(withWish(DEFAULT_TOPOLOGY, topologyWish({ workers: 1 }, '')), { ...DEFAULT_TOPOLOGY, workers: 1 });
  const traits = { worker: { labels: { a: 'b' }, taints: [] } };
  const nodes = { nodes: { worker: { labels: { a: 'b' } } } };
  assert.deepEqual(withWish(DEFAULT_TOPOLOGY, topologyWish(nodes, '')).nodes, traits);
});

const WRONG: readonly [unknown, RegExp][] = [
  [[], /^The configuration is \[\], expected a map of fields$/],
  [
    { wrokers: 2 },
    /^a name in the configuration is "wrokers", expected one of name, kubernetes, controlPlanes, workers, /,
  ],
  [{ controlPlanes: 2 }, /^controlPlanes is 2, expected one of 1, 3$/],
  [{ workers: -1 }, /^workers is -1, expected a whole number from 0 to 20$/],
  [{ workers: '2' }, /^workers is "2", expected a whole number/],
  [{ kubernetes: 1.37 }, /^kubernetes is 1\.37, expected a text \(versions in quotes/],
  [{ podSubnet: '10.244.0.0' }, /^podSubnet is "10\.244\.0\.0", expected an IPv4 network .* from \/8 to \/19$/],
  [{ podSubnet: '10.244.0.0/24' }, /^podSubnet is /],
  [{ serviceSubnet: '10.0.0.0/8' }, /^serviceSubnet is .* from \/12 to \/26$/],
  [{ kubeProxy: 'ebpf' }, /^kubeProxy is "ebpf", expected one of "iptables", "nftables", "ipvs"$/],
  [{ featureGates: { A: 'on' } }, /^a name in featureGates is "A"/],
  [{ featureGates: { Abc: 'on' } }, /^featureGates\.Abc is "on", expected true or false$/],
  [{ kubeadmPatches: { kind: 'x' } }, /^kubeadmPatches is .*, expected a list of kubeadm documents/],
  [{ kubeadmPatches: [{}] }, /^kubeadmPatches\[0\]\.kind is missing, expected one of "ClusterConfiguration", /],
  [{ nodes: { worker: { label: {} } } }, /^a name in nodes\.worker is "label", expected one of labels, taints$/],
  [{ nodes: { worker: { labels: { zone: 1 } } } }, /^nodes\.worker\.labels\.zone is 1, expected a label value/],
  [{ nodes: { worker: { labels: { 'a b': '' } } } }, /^a name in nodes\.worker\.labels is "a b"/],
  [
    { nodes: { worker: { labels: { 'node-role.kubernetes.io/x': '' } } } },
    /expected a label outside of kubernetes\.io/,
  ],
  [
    { nodes: { worker: { taints: ['x:NoSchedule', 'x:Never'] } } },
    /^nodes\.worker\.taints\[1\] is "x:Never", expected a taint/,
  ],
  [{ auditPolicy: { kind: 'Policy' } }, /^auditPolicy\.apiVersion is missing, expected one of "audit\.k8s\.io\/v1"$/],
  [{ images: [''] }, /^images\[0\] is "", expected an image reference/],
];

for (const [config, message] of WRONG) {
  test(`refuses ${JSON.stringify(config)}`, () => {
    assert.throws(() => clusterWish(config, ''), { name: 'InvalidConfig', message });
  });
}

test('refuses what is wrong only in the whole', () => {
  assert.throws(() => withWish(DEFAULT_TOPOLOGY, topologyWish({ serviceSubnet: '10.244.16.0/20' }, '')), {
    message: 'serviceSubnet is "10.244.16.0/20", expected a network that podSubnet 10.244.0.0/16 does not overlap',
  });
  assert.throws(() => withWish(DEFAULT_TOPOLOGY, topologyWish({ workers: 1, nodes: { worker2: {} } }, '')), {
    message: 'a name in nodes is "worker2", expected one of control-plane, worker',
  });
});

test('accepts the labels of kubernetes.io that a kubelet may set', () => {
  for (const key of ['topology.kubernetes.io/zone', 'node.kubernetes.io/kind', 'example.com/x', 'zone']) {
    assert.doesNotThrow(() => topologyWish({ nodes: { worker: { labels: { [key]: 'a' } } } }, ''), key);
  }
});
