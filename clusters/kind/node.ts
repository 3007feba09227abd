import type { StartedTestContainer } from 'testcontainers';
import type { ClusterNode } from '../cluster.ts';
import { abortable } from '../host/abortable.ts';
import type { NodeRole } from '../topology.ts';

/** A node whose container runs. */
export class KindNode implements ClusterNode {
  readonly name: string;
  readonly role: NodeRole;
  readonly ip: string;
  readonly container: StartedTestContainer;

  constructor(name: string, role: NodeRole, ip: string, container: StartedTestContainer) {
    this.name = name;
    this.role = role;
    this.ip = ip;
    this.container = container;
  }

  /**
   * Runs a command in the node and returns what it wrote to its standard output.
   * @throws with command, exit code and output when it fails; with the signal's reason when that comes first.
   */
  async run(command: readonly string[], signal: AbortSignal): Promise<string> {
    const { exitCode, stdout, output } = await abortable(this.container.exec([...command]), signal);
    if (exitCode !== 0) throw new NodeCommandError(this.name, command, exitCode, output);
    return stdout;
  }

  /** `kubectl` with the cluster's administrator, in a control plane. */
  kubectl(arguments_: readonly string[], signal: AbortSignal): Promise<string> {
    return this.run(['kubectl', '--kubeconfig=/etc/kubernetes/admin.conf', ...arguments_], signal);
  }
}

/** A command in a node failed. */
export class NodeCommandError extends Error {
  readonly output: string;

  constructor(node: string, command: readonly string[], exitCode: number, output: string) {
    const end = output.trimEnd().split('\n').slice(-15).join('\n');
    super(`"${command.join(' ')}" on node ${node} ended with exit code ${exitCode}:\n${end}`);
    this.name = 'NodeCommandError';
    this.output = output;
  }
}
