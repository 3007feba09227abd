import { NoProcess } from '../../no-process.ts';
import type { CommandNode } from '../attached-node.ts';
import { NodeCommandError } from '../node.ts';

/** The exit code by which the script tells that it found no process; sh itself uses 1, 2 and from 126 on. */
const NONE = 3;

/**
 * Sends a signal to all processes of a pod. They are found by their cgroup, which the kubelet names after the pod's uid: with
 * dashes, or with underscores where systemd makes it (kubernetes: pkg/kubelet/cm/cgroup_manager_linux.go).
 * @throws NoProcess when the node runs none; NodeCommandError when one could not be sent it that is still there.
 */
export async function signalPod(
  node: CommandNode,
  podUid: string,
  kill: 'STOP' | 'CONT',
  signal: AbortSignal,
): Promise<void> {
  const uid = podUid.replaceAll('-', '[-_]');
  const find = `grep --files-with-matches --no-messages --extended-regexp "pod${uid}" /proc/[0-9]*/cgroup`;
  const send = `for pid in $pids; do kill -${kill} $pid || ! test -d /proc/$pid || exit 1; done`;
  const script = `pids=$(${find} | cut --delimiter=/ --fields=3); test -n "$pids" || exit ${NONE}; ${send}`;
  try {
    await node.run(['sh', '-c', script], signal);
  } catch (cause) {
    if (!(cause instanceof NodeCommandError) || cause.exitCode !== NONE) throw cause;
    throw new NoProcess(`node ${node.name} runs no process of the pod with uid ${podUid}`, { cause });
  }
}
