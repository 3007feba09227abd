import type { KindNode } from './node.ts';
import { KUBEADM_CONFIG } from './prepare-node.ts';

/** Where kubeadm's output stays in a node as evidence, a file per command. */
export const KUBEADM_LOGS = '/kind/kubeadm-*.log';

/** Runs kubeadm in a node with the node's configuration. Its output stays there as evidence. @throws with the end of it. */
export async function kubeadm(node: KindNode, command: string, signal: AbortSignal): Promise<void> {
  await node.run(['sh', '-c', kubeadmLine(command)], signal);
}

/** The same as a line for a shell, whose output is empty or what went wrong. @param program how the shell calls kubeadm. */
export function kubeadmLine(command: string, program = 'kubeadm'): string {
  const [name] = command.split(' --') as [string];
  const log = KUBEADM_LOGS.replace('*', name.replaceAll(' ', '-'));
  return `{ ${program} ${command} --config=${KUBEADM_CONFIG} --v=5 >${log} 2>&1 || { tail -n 30 ${log}; false; } }`;
}

/** Lines for a shell that runs commands at the same time and fails, after all have ended, when one of them fails. */
export function atTheSameTime(commands: readonly string[]): string {
  return [
    ...commands.map((command, index) => `${command} & p${index}=$!`),
    'failed=0',
    ...commands.map((_, index) => `wait $p${index} || failed=1`),
    'exit $failed',
  ].join('\n');
}
