import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runningEngine } from '../../clusters/engine/engine.ts';
import type { CommandNode } from '../../clusters/kind/attached-node.ts';
import { forgetConnections } from '../../clusters/kind/operations/forget-connections.ts';
import { nodeOf, testDoors, withoutDoors } from '../testing/test-doors.ts';

const options = { skip: withoutDoors, timeout: 60_000 };
const { signal } = new AbortController();
/** NodePorts that no Service has. */
const [GIVEN_BACK, OF_ANOTHER] = [32_766, 32_767];

test('nodes forget the connections to one NodePort, and to no other', options, async () => {
  const engine = await runningEngine(signal);
  assert.ok(engine !== undefined);
  const nodes = testDoors.map((door) => nodeOf(engine, door));
  for (const node of nodes) {
    for (const port of [GIVEN_BACK, OF_ANOTHER]) {
      await node.run(['conntrack', '--create', ...unanswered('tcp', port), '--state', 'SYN_SENT'], signal);
      await node.run(['conntrack', '--create', ...unanswered('udp', port)], signal);
    }
    assert.deepEqual(await remembered(node, GIVEN_BACK), ['tcp', 'udp']);
  }

  await forgetConnections(nodes, GIVEN_BACK, signal);
  for (const node of nodes) {
    assert.deepEqual(await remembered(node, GIVEN_BACK), []);
    assert.deepEqual(await remembered(node, OF_ANOTHER), ['tcp', 'udp']);
  }

  // There is nothing left of the one, which is no error.
  for (const port of [GIVEN_BACK, OF_ANOTHER]) await forgetConnections(nodes, port, signal);
  const lacking = nodes.map((node) => ({
    ...node,
    run: ([, ...words]: readonly string[]) => node.run(['env', 'PATH=/nowhere', '/bin/sh', ...words], signal),
  }));
  await assert.rejects(forgetConnections(lacking, GIVEN_BACK, signal), /NodeCommandError: .*conntrack: not found/s);
});

/** A connection to a NodePort that was sent on to a pod, by addresses that are nobody's (RFC 5737). */
function unanswered(protocol: 'tcp' | 'udp', nodePort: number): string[] {
  const asked = ['--orig-src', '192.0.2.1', '--orig-port-src', '40000', '--orig-dst', '192.0.2.2'];
  const sentOn = ['--reply-src', '198.51.100.1', '--reply-port-src', '8080', '--reply-dst', '192.0.2.2'];
  const ports = ['--orig-port-dst', String(nodePort), '--reply-port-dst', String(nodePort)];
  return ['--proto', protocol, '--timeout', '60', ...asked, ...sentOn, ...ports];
}

/** The protocols of the connections to a NodePort that a node remembers. */
async function remembered(node: CommandNode, nodePort: number): Promise<string[]> {
  const lists = ['tcp', 'udp'].map((protocol) =>
    node.run(['conntrack', '--dump', '--proto', protocol, '--orig-port-dst', String(nodePort)], signal),
  );
  return (await Promise.all(lists)).flatMap((list) => list.match(/^(tcp|udp)/gm) ?? []);
}
