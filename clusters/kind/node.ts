import type { Container } from 'dockerode';
import type { StartedTestContainer } from 'testcontainers';
import type { ClusterNode, NodeState } from '../cluster.ts';
import { abortable } from '../host/abortable.ts';
import type { NodeRole, PlannedNode } from '../topology.ts';
import { API_SERVER_PORT } from './node-container.ts';

/** A node whose container was started. */
export class KindNode implements ClusterNode {
  readonly name: string;
  readonly role: NodeRole;
  readonly number: number;
  readonly ip: string;
  readonly container: StartedTestContainer;
  /** The same container as the engine's API has it: testcontainers knows no pause. */
  readonly machine: Container;
  state: NodeState = 'running';

  constructor({ name, role, number }: PlannedNode, ip: string, container: StartedTestContainer, machine: Container) {
    this.name = name;
    this.role = role;
    this.number = number;
    this.ip = ip;
    this.container = container;
    this.machine = machine;
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

  /** `kubectl` with the cluster's administrator, in a control plane, which asks its own API server. */
  kubectl(arguments_: readonly string[], signal: AbortSignal): Promise<string> {
    const server = `--server=https://${this.ip}:${API_SERVER_PORT}`;
    return this.run(['kubectl', '--kubeconfig=/etc/kubernetes/admin.conf', server, ...arguments_], signal);
  }
}

/** A command in a node failed. */
export class NodeCommandError extends Error {
  readonly exitCode: number;
  readonly output: string;

  constructor(node: string, command: readonly string[], exitCode: number, output: string) {
    const end = output.trimEnd().split('\n').slice(-15).join('\n');
    super(`"${command.join(' ')}" on node ${node} ended with exit code ${exitCode}:\n${end}`);
    this.name = 'NodeCommandError';
    this.exitCode = exitCode;
    this.output = output;
  }
}
