import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { DEFAULT_TOPOLOGY, type NodeRole, type Topology } from '../topology.ts';
import { KUBEADM_KINDS, kubeadmConfig } from './kubeadm-config.ts';

interface Flag {
  readonly name: string;
  readonly value: string;
}

// biome-ignore lint/suspicious/noExplicitAny: documents of five kinds, of which each test looks at a few fields.
type Documents = Record<string, any>;

/** Read as Kubernetes reads it, in YAML 1.1. */
function documents(topology: Partial<Topology>, role: NodeRole = 'control-plane'): Documents {
  const text = kubeadmConfig({
    ...{ cluster: 'c', kubernetesVersion: 'v1.37.2', topology: { ...DEFAULT_TOPOLOGY, ...topology } },
    ...{ name: `c-${role}`, role, ip: '172.18.0.10', endpoint: 'lb:6443' },
  });
  return Object.fromEntries(
    parseAllDocuments(text, { version: '1.1' }).map((document) => [document.get('kind'), document.toJS()]),
  );
}

function flags(list: Flag[]): Record<string, string> {
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

test('writes one document of each kind, in the one version that all minors read', () => {
  const all = documents({});
  assert.deepEqual(Object.keys(all), KUBEADM_KINDS);
  const versions = Object.values(all).map(({ apiVersion }) => apiVersion);
  const [kubeadm, kubelet, kubeProxy] = [
    'kubeadm.k8s.io/v1beta4',
    'kubelet.config.k8s.io/v1beta1',
    'kubeproxy.config.k8s.io/v1alpha1',
  ];
  assert.deepEqual(versions, [kubeadm, kubeadm, kubeadm, kubelet, kubeProxy]);
  assert.equal(all['ClusterConfiguration'].kubernetesVersion, 'v1.37.2');
  assert.ok(all['ClusterConfiguration'].apiServer.certSANs.includes('127.0.0.1'), 'this host asks for the API there');
  assert.equal(all['KubeletConfiguration'].failCgroupV1, false);
  assert.equal(all['KubeletConfiguration'].cgroupRoot, '/kubelet');
});

test('a node registers by its own address and name', () => {
  for (const role of ['control-plane', 'worker'] as const) {
    const { kubeletExtraArgs } = documents({}, role)['InitConfiguration'].nodeRegistration;
    assert.deepEqual(flags(kubeletExtraArgs), { 'node-ip': '172.18.0.10', 'provider-id': `kind://docker/c/c-${role}` });
  }
});

test('nodes join at the endpoint, with the token that the first control plane is told to make for good', () => {
  const used = documents({})['JoinConfiguration'].discovery.bootstrapToken;
  assert.deepEqual(documents({})['InitConfiguration'].bootstrapTokens, [{ token: used.token, ttl: '0s' }]);
  assert.equal(used.apiServerEndpoint, 'lb:6443');
  assert.equal(documents({})['ClusterConfiguration'].controlPlaneEndpoint, 'lb:6443');
});

test('values of flags are strings, as kubeadm reads them', () => {
  const { controllerManager, scheduler, etcd } = documents({})['ClusterConfiguration'];
  const all = [controllerManager, scheduler, etcd.local].flatMap(({ extraArgs }) => extraArgs as Flag[]);
  assert.ok(all.length > 0);
  for (const { name, value } of all) assert.equal(typeof value, 'string', name);
});

test('control planes keep pods away when there are workers, and only then', () => {
  const taint = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
  assert.deepEqual(documents({ workers: 1 })['InitConfiguration'].nodeRegistration.taints, [taint]);
  assert.deepEqual(documents({ workers: 0 })['InitConfiguration'].nodeRegistration.taints, []);
  const worker = documents({ workers: 1 }, 'worker')['InitConfiguration'].nodeRegistration;
  assert.equal(flags(worker.kubeletExtraArgs)['register-with-taints'], undefined);
});

test('controllers elect a leader only when there is more than one', () => {
  const elects = (controlPlanes: 1 | 3) =>
    flags(documents({ controlPlanes })['ClusterConfiguration'].controllerManager.extraArgs)['leader-elect'];
  assert.deepEqual([elects(1), elects(3)], ['false', 'true']);
});

test('kubeadm joins control planes; a worker is registered by its kubelet as the JoinConfiguration and its patches say', () => {
  assert.deepEqual(documents({}, 'control-plane')['JoinConfiguration'].controlPlane.localAPIEndpoint, {
    advertiseAddress: '172.18.0.10',
    bindPort: 6443,
  });
  const taints = [{ key: 'gpu', effect: 'NoSchedule' }];
  const kubeadmPatches = [
    { kind: 'JoinConfiguration', nodeRegistration: { taints, kubeletExtraArgs: { v: '4' } } },
    { kind: 'InitConfiguration', nodeRegistration: { name: 'first' } },
  ];
  const all = documents({ kubeadmPatches }, 'worker');
  assert.equal(all['JoinConfiguration'], undefined);
  const { name, taints: later, kubeletExtraArgs } = all['InitConfiguration'].nodeRegistration;
  assert.equal(name, undefined, 'the patch for init is for the first control plane');
  assert.deepEqual(later, []);
  const { v, 'register-with-taints': own } = flags(kubeletExtraArgs);
  assert.deepEqual([v, own], ['4', 'gpu:NoSchedule']);
});

test('labels and taints are those of the node with the short name', () => {
  const nodes = {
    worker: { labels: { zone: 'a', disk: 'ssd' }, taints: ['dedicated=yes:NoExecute', 'quiet:NoSchedule'] },
  };
  const args = flags(documents({ nodes }, 'worker')['InitConfiguration'].nodeRegistration.kubeletExtraArgs);
  assert.equal(args['node-labels'], 'zone=a,disk=ssd');
  assert.equal(args['register-with-taints'], 'dedicated=yes:NoExecute,quiet:NoSchedule');
  const other = documents({ nodes }, 'control-plane')['InitConfiguration'].nodeRegistration;
  assert.equal(flags(other.kubeletExtraArgs)['node-labels'], undefined);
});

test('feature gates reach every component', () => {
  const all = documents({ featureGates: { A: true, B: false } });
  for (const component of ['apiServer', 'controllerManager', 'scheduler']) {
    assert.equal(flags(all['ClusterConfiguration'][component].extraArgs)['feature-gates'], 'A=true,B=false', component);
  }
  assert.deepEqual(all['KubeletConfiguration'].featureGates, { A: true, B: false });
  assert.deepEqual(all['KubeProxyConfiguration'].featureGates, { A: true, B: false });
  assert.equal(flags(documents({})['ClusterConfiguration'].scheduler.extraArgs)['feature-gates'], undefined);
});

test('an audit policy gives the API server its flags and the volumes that they need', () => {
  const { apiServer } = documents({ auditPolicy: { rules: [] } })['ClusterConfiguration'];
  const { 'audit-policy-file': policy, 'audit-log-path': log } = flags(apiServer.extraArgs);
  const mounted = apiServer.extraVolumes.map(({ mountPath }: { mountPath: string }) => mountPath) as string[];
  assert.ok(
    mounted.some((folder) => policy?.startsWith(`${folder}/`)) &&
      mounted.some((folder) => log?.startsWith(`${folder}/`)),
  );
  assert.equal(documents({})['ClusterConfiguration'].apiServer.extraVolumes, undefined);
});

test('patches change the document of their kind, keep its version, and leave the flags that they do not name', () => {
  const kubeadmPatches = [
    { kind: 'ClusterConfiguration', apiVersion: 'kubeadm.k8s.io/v1beta3', scheduler: { extraArgs: { v: '4' } } },
    { kind: 'KubeProxyConfiguration', conntrack: { maxPerCore: null, min: 7 } },
  ];
  const all = documents({ kubeadmPatches });
  assert.equal(all['ClusterConfiguration'].apiVersion, 'kubeadm.k8s.io/v1beta4');
  const scheduler = flags(all['ClusterConfiguration'].scheduler.extraArgs);
  assert.deepEqual([scheduler['v'], scheduler['leader-elect']], ['4', 'false']);
  assert.deepEqual(all['KubeProxyConfiguration'].conntrack, { min: 7 });
  assert.deepEqual(all['KubeletConfiguration'], documents({})['KubeletConfiguration']);
});
