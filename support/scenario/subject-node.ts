import type { ObjectRef } from '../timeline/facts.ts';
import type { Scenario } from './scenario.ts';

/** The node that was last acted on. @throws when there is none. */
export function subjectNode(scenario: Scenario): ObjectRef {
  const [node] = scenario.deeds.lastOf('Node');
  if (node === undefined) throw new Error('no action has concerned a node, so "the node" means nothing here');
  return node;
}
