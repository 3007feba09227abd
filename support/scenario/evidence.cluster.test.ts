import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runningEngine } from '../../clusters/engine/engine.ts';
import type { CommandNode } from '../../clusters/kind/attached-node.ts';
import { saveNamespaceEvidence } from '../../clusters/kind/namespace-evidence.ts';
import { apply } from '../kubernetes/apply.ts';
import { deleteNamespace, untilNamespaceGone } from '../kubernetes/namespace.ts';
import { testNamespace } from '../kubernetes/testing/test-namespace.ts';
import { testDoors as doors, nodeOf, withoutDoors } from '../testing/test-doors.ts';
import { now } from '../timeline/recorder.ts';
import { temporaryFolder } from '../traffic/fixtures/traffic-test.ts';

const options = { skip: withoutDoors, timeout: 180_000 };
const { signal } = new AbortController();

test('evidence tells which address a request was sent to that nobody answered', options, async () => {
  const door = doors.find(({ node }) => node.endsWith('control-plane'));
  const engine = await runningEngine(signal);
  assert.ok(door !== undefined && engine !== undefined);
  await using folder = await temporaryFolder();
  await using it = await testNamespace(signal);
  const since = now();
  const node = nodeOf(engine, door);
  const nobody = await addressOfNobody(node);
  await apply(it.client, serviceOf(nobody, door.nodePort), { signal, namespace: it.namespace.name });
  await askUnanswered(door.url, nobody, node);

  const nodes = doors.map((each) => nodeOf(engine, each));
  await saveNamespaceEvidence(folder.path, nodes, { namespace: it.namespace.name, since });
  await deleteNamespace(it.client, it.namespace, { signal });
  await untilNamespaceGone(it.client, it.namespace, { signal });

  const saved = (node: string, name: string) => readFileSync(join(folder.path, `${node}-${name}`), 'utf8');
  for (const { node } of doors) {
    for (const name of ['network.txt', 'kubelet.log', 'pods.log', 'kube-proxy.log']) {
      assert.doesNotMatch(saved(node, name), /not to be had|no answer within/, `${node} ${name}`);
    }
    assert.ok(/^TcpActiveOpens /m.test(saved(node, 'network.txt')), `${node}: no counters of the kernel`);
    assert.notEqual(saved(node, 'kube-proxy.log'), '');
  }
  const remembered = new RegExp(
    `SYN_SENT .* dport=${door.nodePort} \\[UNREPLIED\\] src=${nobody.replaceAll('.', '\\.')} `,
  );
  assert.ok(remembered.test(saved(door.node, 'network.txt')), 'conntrack remembers no such request');
});

/**
 * An address that no pod has, in the network of another node's pods, whichever that is. In the node's own, packets for nobody are
 * dropped before conntrack has heard of them.
 */
async function addressOfNobody(node: CommandNode): Promise<string> {
  const [, network] = /^(\d+\.\d+\.\d+)\.0\/24 via /m.exec(await node.run(['ip', 'route'], signal)) ?? [];
  assert.ok(network !== undefined, `${node.name} has no route to another node's pods`);
  return `${network}.250`;
}

/** A Service whose only endpoint is that address. */
function serviceOf(address: string, nodePort: number): string {
  return `
apiVersion: v1
kind: Service
metadata: { name: nobody }
spec: { type: NodePort, ports: [{ port: 80, targetPort: 8080, nodePort: ${nodePort} }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: nobody, labels: { kubernetes.io/service-name: nobody } }
addressType: IPv4
ports: [{ port: 8080 }]
endpoints: [{ addresses: [${address}] }]
`;
}

/** Sends one request once the node's kube-proxy has written a rule for the address, and returns when nothing came back for 1 s. */
async function askUnanswered(url: string, address: string, node: CommandNode): Promise<void> {
  const limit = AbortSignal.timeout(60_000);
  const written = [
    'sh',
    '-c',
    `iptables-save --table nat | grep --count --fixed-strings 'to-destination ${address}:' || true`,
  ];
  while ((await node.run(written, limit)).trim() === '0') limit.throwIfAborted();
  const patience = AbortSignal.timeout(1000);
  await assert.rejects(fetch(url, { signal: patience }));
  assert.ok(patience.aborted, 'the request failed at once');
}
