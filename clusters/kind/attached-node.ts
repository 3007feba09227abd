import type { Container } from 'dockerode';
import type { Engine } from '../engine/engine.ts';
import { abortable } from '../host/abortable.ts';
import { NodeCommandError } from './node.ts';

/** A node that commands can be run in. */
export interface CommandNode {
  readonly name: string;
  /** Runs a command and returns its standard output. @throws when it fails, or with the signal's reason. */
  run(command: readonly string[], signal: AbortSignal): Promise<string>;
  /** `kubectl` with the cluster's administrator, in a control plane. */
  kubectl(arguments_: readonly string[], signal: AbortSignal): Promise<string>;
}

/** A node of a cluster that another process has started, by its container. */
export function attachedNode(engine: Engine, name: string, container: Container): CommandNode {
  const run = async (command: readonly string[], signal: AbortSignal) => {
    const { exitCode, stdout, output } = await abortable(engine.client.container.exec(container, [...command]), signal);
    if (exitCode !== 0) throw new NodeCommandError(name, command, exitCode, output);
    return stdout;
  };
  return {
    name,
    run,
    kubectl: (arguments_, signal) => run(['kubectl', '--kubeconfig=/etc/kubernetes/admin.conf', ...arguments_], signal),
  };
}
