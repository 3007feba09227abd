import type { CommandNode } from '../attached-node.ts';

/**
 * Sends a signal to all processes of a pod. They are found by their cgroup, which the kubelet names after the pod's uid: with
 * dashes, or with underscores where systemd makes it (kubernetes: pkg/kubelet/cm/cgroup_manager_linux.go).
 * @throws when the node runs none.
 */
export async function signalPod(
  node: CommandNode,
  podUid: string,
  kill: 'STOP' | 'CONT',
  signal: AbortSignal,
): Promise<void> {
  const uid = podUid.replaceAll('-', '[-_]');
  const find = `grep --files-with-matches --no-messages --extended-regexp "pod${uid}" /proc/[0-9]*/cgroup`;
  const script = `pids=$(${find} | cut --delimiter=/ --fields=3); test -n "$pids" && kill -${kill} $pids`;
  await node.run(['sh', '-c', script], signal);
}
