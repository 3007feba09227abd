/**
 * What the verbs of support/act do to their subjects, where findings turn on it. By exact name: `unpause-node` is not a kind of
 * `pause-node`.
 */

/** Whether an action of this verb deletes its subjects that are pods, at once or gracefully. */
export function deletesPods(verb: string): boolean {
  return DELETING.includes(verb);
}

/** Whether the kubelet restarts a container of its subjects for an action of this verb. */
export function restartsContainers(verb: string): boolean {
  return verb === 'change-image';
}

/** Whether an action of this verb stops the machines of its subjects that are nodes. Cordons and taints leave them where they are. */
export function takesNodes(verb: string): boolean {
  return TAKING.includes(verb);
}

/** Whether an action of this verb has the machines of its subjects that are nodes work again. */
export function givesNodesBack(verb: string): boolean {
  return RETURNING.includes(verb);
}

const DELETING: readonly string[] = ['delete-pods', 'evict-node'];
const TAKING: readonly string[] = ['stop-node', 'pause-node', 'remove-node'];
const RETURNING: readonly string[] = ['start-node', 'unpause-node'];
