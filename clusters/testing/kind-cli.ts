import { join } from 'node:path';
import { execa } from 'execa';
import type { Engine } from '../engine/engine.ts';
import { cacheFolder } from '../host/cache.ts';
import { madeOnce } from '../host/made-once.ts';
import { runGo } from '../packages/go-toolchain.ts';

/** The release whose published images clusters/versions.json names. */
const VERSION = 'v0.33.0';

/** The kind project's own program, in the engine that Kindling found, with a network of its own. */
export class KindCli {
  readonly #program: string;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #signal: AbortSignal;

  private constructor(program: string, environment: Readonly<Record<string, string>>, signal: AbortSignal) {
    this.#program = program;
    this.#environment = environment;
    this.#signal = signal;
  }

  /** Builds the program once, from its Go module. @param network the engine's network that clusters are put into. */
  static async install(engine: Engine, network: string, signal: AbortSignal): Promise<KindCli> {
    const folder = await madeOnce(join(cacheFolder('kind-cli'), VERSION), signal, async (partial) => {
      await runGo(['install', '-trimpath', `sigs.k8s.io/kind@${VERSION}`], signal, { env: { GOBIN: partial } });
    });
    // kind calls the docker program, which finds its engine by other rules than testcontainers.
    const { socketPath } = engine.client.container.dockerode.modem as { socketPath?: string };
    const environment = {
      KIND_EXPERIMENTAL_DOCKER_NETWORK: network,
      ...(socketPath === undefined ? {} : { DOCKER_HOST: `unix://${socketPath}` }),
    };
    return new KindCli(join(folder, 'kind'), environment, signal);
  }

  /** Calls kind. @param input its standard input. @returns what it wrote to its standard output. */
  async run(arguments_: readonly string[], input = ''): Promise<string> {
    return this.#call(this.#program, arguments_, input);
  }

  /** Calls kubectl in a node, as the cluster's administrator. */
  async kubectl(node: string, arguments_: readonly string[]): Promise<string> {
    return this.#call('docker', ['exec', node, 'kubectl', '--kubeconfig=/etc/kubernetes/admin.conf', ...arguments_]);
  }

  async #call(program: string, arguments_: readonly string[], input = ''): Promise<string> {
    const { stdout } = await execa(program, arguments_, {
      env: this.#environment,
      input,
      cancelSignal: this.#signal,
    });
    return stdout;
  }
}

/** For `skip`: why the kind CLI cannot be used here; false when it can. */
export async function withoutDockerProgram(): Promise<string | false> {
  const { failed } = await execa('docker', ['--version'], { reject: false });
  return failed && 'NOT TESTED: the kind CLI calls the docker program, and there is none on PATH';
}
