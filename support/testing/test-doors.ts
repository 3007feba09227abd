import type { Engine } from '../../clusters/engine/engine.ts';
import { attachedNode, type CommandNode } from '../../clusters/kind/attached-node.ts';
import { withoutCluster } from '../kubernetes/testing/test-namespace.ts';
import type { TestDoor } from './test-cluster.ts';

const told = process.env['KINDLING_TEST_DOORS'];

/** Why a test that needs the doors of the test cluster is skipped; false where there are some. */
export const withoutDoors = withoutCluster || (told === undefined && 'NOT TESTED: needs `npm test`');

/** A door of each node of the test cluster; none where there is no such cluster. */
export const testDoors = JSON.parse(told ?? '[]') as readonly TestDoor[];

/** The node that a door is one of. */
export function nodeOf(engine: Engine, { node, container }: TestDoor): CommandNode {
  return attachedNode(engine, node, engine.client.container.dockerode.getContainer(container));
}
