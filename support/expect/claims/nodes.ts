import { goneAt, historiesOf } from '../../analysis/histories.ts';
import type { NodeState, ObjectRef } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';

/** The node takes no new pods, or does again. */
export function nodeIsUnschedulable(node: ObjectRef, unschedulable: boolean): Claim {
  const word = (is: boolean) => (is ? 'unschedulable' : 'schedulable');
  return about(node, `node ${node.name} is ${word(unschedulable)}`, (state) => {
    return {
      holds: state.unschedulable === unschedulable,
      lastSeen: `node ${node.name} is ${word(state.unschedulable)}`,
    };
  });
}

/** The node has the taint, as kubectl writes it, or has it no longer. */
export function nodeIsTainted(node: ObjectRef, taint: string, tainted: boolean): Claim {
  return about(node, `node ${node.name} ${tainted ? 'is' : 'is not'} tainted ${taint}`, ({ taints }) => {
    const lastSeen = `node ${node.name} has ${taints.length === 0 ? 'no taint' : `the taints ${taints.join(', ')}`}`;
    return { holds: taints.includes(taint) === tainted, lastSeen };
  });
}

/** The node's condition Ready is True, or is not: False, or Unknown when its kubelet is silent. */
export function nodeIsReady(node: ObjectRef, ready: boolean): Claim {
  const word = (is: boolean) => (is ? 'ready' : 'not ready');
  return about(node, `node ${node.name} is ${word(ready)}`, (state) => {
    return { holds: state.ready === ready, lastSeen: `node ${node.name} is ${word(state.ready)}` };
  });
}

/** The Node object is gone, and it was there before. */
export function nodeIsGone(node: ObjectRef): Claim {
  return {
    describe: `node ${node.name} is gone`,
    expected: 'it to be gone',
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const history = historiesOf(facts, 'Node').get(node.uid);
      if (history === undefined) return { holds: false, lastSeen: `node ${node.name} was never seen` };
      const gone = goneAt(history) !== undefined;
      return { holds: gone, lastSeen: `node ${node.name} ${gone ? 'is gone' : 'exists'}` };
    },
  };
}

function about(
  node: ObjectRef,
  describe: string,
  evaluate: (state: NodeState) => { readonly holds: boolean; readonly lastSeen: string },
): Claim {
  return {
    describe,
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const state = historiesOf(facts, 'Node').get(node.uid)?.at(-1)?.state;
      return state === undefined ? { holds: false, lastSeen: `node ${node.name} was never seen` } : evaluate(state);
    },
  };
}
