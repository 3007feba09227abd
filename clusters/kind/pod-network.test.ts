import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { podNetworkManifest } from './pod-network.ts';

const TEMPLATE = '# would you kindly template this file\n';
const PATCH = '# would you kindly patch this file\n';

interface Container {
  readonly env: readonly { readonly name: string; readonly value?: string }[];
}

function container(manifest: string): Container {
  const daemonSet = parseAllDocuments(manifest).find((document) => document.get('kind') === 'DaemonSet');
  assert.ok(daemonSet !== undefined, 'there is a DaemonSet');
  const { spec } = daemonSet.toJS() as { spec: { template: { spec: { containers: [Container] } } } };
  return spec.template.spec.containers[0];
}

/** As kindnet's manifest has them: a template that is not YAML before it is filled in. */
function daemonSet(env: string): string {
  return `kind: DaemonSet\nspec: {template: {spec: {containers: [{name: cni${env}}]}}}\n`;
}

test('fills in what our own manifest leaves open', () => {
  const ours = readFileSync(join(import.meta.dirname, '../node-image/rootfs/kind/manifests/default-cni.yaml'), 'utf8');
  const filled = podNetworkManifest(ours, '10.1.0.0/16', 'lb:6443');
  const { env } = container(filled);
  assert.equal(env.find(({ name }) => name === 'POD_SUBNET')?.value, '10.1.0.0/16');
  assert.equal(env.find(({ name }) => name === 'CONTROL_PLANE_ENDPOINT')?.value, 'lb:6443');
  assert.equal(parseAllDocuments(filled).length, parseAllDocuments(ours).length);
});

test('adds the endpoint also where there is no environment yet', () => {
  assert.deepEqual(container(podNetworkManifest(PATCH + daemonSet(''), '', 'lb:6443')).env, [
    { name: 'CONTROL_PLANE_ENDPOINT', value: 'lb:6443' },
  ]);
});

test('leaves alone what does not ask for it', () => {
  const manifest = `kind: ConfigMap\ndata: {text: "{{ .PodSubnet }}"}\n---\n${daemonSet('')}`;
  assert.equal(podNetworkManifest(manifest, '10.1.0.0/16', 'lb:6443'), manifest);
  const templated = podNetworkManifest(TEMPLATE + manifest, '10.1.0.0/16', 'lb:6443');
  assert.equal(templated, TEMPLATE + manifest.replace('{{ .PodSubnet }}', '10.1.0.0/16'));
});
