import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';

/** A way to this host's engine that can be cut, as when the engine ends, without harm to what else runs in it. */
export class EngineProxy {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kindling-engine-proxy-'));
  readonly #socket = join(this.#folder, 'docker.sock');
  readonly #target: string;
  readonly #open = new Set<Socket>();
  #server: Server | undefined;

  /** @throws when the engine is not reached by a socket of this host. */
  constructor(engine: Engine) {
    const { socketPath } = engine.client.container.dockerode.modem as { socketPath?: string };
    if (socketPath === undefined) throw new Error('The engine of this host is not reached by a socket');
    this.#target = socketPath;
  }

  /** What `DOCKER_HOST` has to say to go this way. */
  get dockerHost(): string {
    return `unix://${this.#socket}`;
  }

  async open(): Promise<void> {
    const server = createServer((client) => {
      const engine = connect(this.#target);
      for (const [one, other] of [
        [client, engine],
        [engine, client],
      ] as const) {
        this.#open.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.#open.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.#socket, resolve));
  }

  /** Ends all connections, and takes no more. */
  async cut(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server?.close(() => resolve());
    for (const socket of this.#open) socket.destroy();
    await promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server?.listening === true) await this.cut();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
