import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { kubeadmConfig } from './kubeadm-config.ts';

interface Flag {
  readonly name: string;
  readonly value: string;
}

/** The documents of a node's configuration by kind. */
function documents(role: 'control-plane' | 'worker') {
  const [name, ip] = role === 'worker' ? ['demo-worker', '172.18.0.3'] : ['demo-control-plane', '172.18.0.2'];
  const text = kubeadmConfig({
    ...{ cluster: 'demo', kubernetesVersion: 'v1.34.4', controlPlane: 'demo-control-plane' },
    ...{ name, role, ip },
  });
  return Object.fromEntries(
    parseAllDocuments(text).map((document) => {
      assert.deepEqual(document.errors, []);
      const content = document.toJS() as Record<string, unknown> & { kind: string };
      return [content.kind, content];
    }),
    // biome-ignore lint/suspicious/noExplicitAny: what kubeadm reads has no type here
  ) as Record<string, any>;
}

for (const role of ['control-plane', 'worker'] as const) {
  test(`a ${role} is told everything in the one version that all minors read`, () => {
    const config = documents(role);
    assert.deepEqual(
      Object.entries(config).map(([kind, { apiVersion }]) => `${kind} ${apiVersion}`),
      [
        'ClusterConfiguration kubeadm.k8s.io/v1beta4',
        'InitConfiguration kubeadm.k8s.io/v1beta4',
        'JoinConfiguration kubeadm.k8s.io/v1beta4',
        'KubeletConfiguration kubelet.config.k8s.io/v1beta1',
        'KubeProxyConfiguration kubeproxy.config.k8s.io/v1alpha1',
      ],
    );
    assert.equal(config['ClusterConfiguration'].kubernetesVersion, 'v1.34.4');
    assert.equal(config['ClusterConfiguration'].controlPlaneEndpoint, 'demo-control-plane:6443');
    assert.ok(config['ClusterConfiguration'].apiServer.certSANs.includes('127.0.0.1'), 'the doors are on 127.0.0.1');
    assert.equal(config['KubeletConfiguration'].failCgroupV1, false);
    assert.equal(config['KubeletConfiguration'].cgroupRoot, '/kubelet');
  });

  test(`a ${role} registers by its own address and name`, () => {
    const config = documents(role);
    const [name, ip] = role === 'worker' ? ['demo-worker', '172.18.0.3'] : ['demo-control-plane', '172.18.0.2'];
    for (const kind of ['InitConfiguration', 'JoinConfiguration']) {
      assert.deepEqual(config[kind].nodeRegistration.kubeletExtraArgs satisfies Flag[], [
        { name: 'node-ip', value: ip },
        { name: 'provider-id', value: `kind://docker/demo/${name}` },
      ]);
    }
  });
}

test('a worker joins at the control plane with the token that the control plane is told to make', () => {
  const made = documents('control-plane')['InitConfiguration'].bootstrapTokens;
  const used = documents('worker')['JoinConfiguration'].discovery.bootstrapToken;
  assert.deepEqual(made, [{ token: used.token }]);
  assert.equal(used.apiServerEndpoint, 'demo-control-plane:6443');
  assert.equal(documents('worker')['JoinConfiguration'].controlPlane, undefined);
});

test('values of flags are strings, as kubeadm reads them', () => {
  const cluster = documents('control-plane')['ClusterConfiguration'];
  const flags: Flag[] = [cluster.controllerManager, cluster.scheduler, cluster.etcd.local].flatMap(
    ({ extraArgs }) => extraArgs,
  );
  assert.ok(flags.length > 0);
  for (const { name, value } of flags) assert.equal(typeof value, 'string', name);
});
