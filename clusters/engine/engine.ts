import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type ContainerRuntimeClient, getContainerRuntimeClient } from 'testcontainers';
import type { Progress } from '../progress.ts';
import { embeddedDockerHost, embeddedEngineRuns, startEmbeddedEngine } from './embedded-engine.ts';
import { unsuitable } from './suitable.ts';

/** What runs node containers. */
export interface Engine {
  /** `docker`: the user's own; `embedded`: started by Kindling. */
  readonly kind: 'docker' | 'embedded';
  /** For people: kind and version. */
  readonly description: string;
  /** The Docker API, through testcontainers. */
  readonly client: ContainerRuntimeClient;
}

/**
 * Finds a container engine: a reachable Docker API, by testcontainers' own discovery (`DOCKER_HOST`, contexts, the usual
 * sockets); else the embedded engine on Linux as root with apt. `KINDLING_ENGINE` = `docker` or `embedded` forbids the other.
 * @param known where the cluster is that is to be used, so that nothing need be discovered; undefined for one that is not there.
 * @throws one error that says what was tried and what to do.
 */
export async function findEngine(progress: Progress, signal: AbortSignal, known?: Engine['kind']): Promise<Engine> {
  const wanted = wantedEngine();
  if (known === 'embedded' && wanted !== 'docker' && (await embeddedEngineRuns(signal))) return embedded();
  if (process.env['DOCKER_HOST'] === embeddedDockerHost() && (await embeddedEngineRuns(signal))) return embedded();
  if (wanted !== 'embedded' && (await dockerIsReachable(signal))) return described('docker');
  if (wanted === 'docker')
    throw new Error('No Docker API answers, and KINDLING_ENGINE=docker forbids the embedded engine');
  const obstacle = obstacleToEmbedding();
  if (obstacle !== undefined) {
    throw new Error(
      `No Docker API answers, and the embedded engine needs ${obstacle}. ` +
        'Start Docker, or point DOCKER_HOST at one: https://docs.docker.com/engine/install/',
    );
  }
  await startEmbeddedEngine(progress, signal);
  return embedded();
}

/** The engine that runs already, without starting one; undefined when there is none. The same choice as `findEngine`'s. */
export async function runningEngine(signal: AbortSignal): Promise<Engine | undefined> {
  const wanted = wantedEngine();
  const embeddedRuns = wanted !== 'docker' && (await embeddedEngineRuns(signal));
  if (embeddedRuns && process.env['DOCKER_HOST'] === embeddedDockerHost()) return embedded();
  if (wanted !== 'embedded' && (await dockerIsReachable(signal))) return described('docker');
  return embeddedRuns ? embedded() : undefined;
}

/** The engine that `KINDLING_ENGINE` asks for. @throws for a word that names none. */
export function wantedEngine(): Engine['kind'] | undefined {
  const wanted = process.env['KINDLING_ENGINE'];
  if (wanted === undefined || wanted === 'docker' || wanted === 'embedded') return wanted;
  throw new Error(`KINDLING_ENGINE is "${wanted}", expected "docker" or "embedded"`);
}

async function embedded(): Promise<Engine> {
  process.env['DOCKER_HOST'] = embeddedDockerHost();
  // The engine runs beside us. On a host with /.dockerenv testcontainers would look for it behind a default bridge's gateway.
  process.env['TESTCONTAINERS_HOST_OVERRIDE'] = '127.0.0.1';
  return described('embedded');
}

/** testcontainers' own discovery, tried out where it binds nobody. */
async function dockerIsReachable(signal: AbortSignal): Promise<boolean> {
  const worker = new Worker(new URL('discover-docker.ts', import.meta.url));
  try {
    const [answer] = (await once(worker, 'message', { signal })) as [{ found: boolean }];
    return answer.found;
  } finally {
    await worker.terminate();
  }
}

async function described(kind: Engine['kind']): Promise<Engine> {
  const client = await getContainerRuntimeClient();
  const reason = unsuitable(await client.container.dockerode.version());
  if (reason !== undefined) throw new Error(reason);
  const { serverVersion, operatingSystem } = client.info.containerRuntime;
  return {
    kind,
    client,
    description: `${kind === 'docker' ? 'Docker' : 'embedded Docker'} ${serverVersion} on ${operatingSystem}`,
  };
}

/** What keeps this host from running the embedded engine; undefined when nothing does. */
export function obstacleToEmbedding(): string | undefined {
  if (process.platform !== 'linux') return 'Linux';
  if (process.getuid?.() !== 0) return 'root';
  return undefined;
}
