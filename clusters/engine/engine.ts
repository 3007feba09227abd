import { type ContainerRuntimeClient, getContainerRuntimeClient } from 'testcontainers';
import type { Progress } from '../progress.ts';
import { embeddedDockerHost, embeddedEngineRuns, startEmbeddedEngine } from './embedded-engine.ts';
import { EngineError } from './engine-error.ts';
import { findDocker, whyNoDocker } from './find-docker.ts';
import { demandPlatform } from './platform.ts';
import { type EngineInfo, unsuitable } from './suitable.ts';

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
 * Finds a container engine: a reachable Docker API of this machine, where testcontainers and Docker's own program look for it
 * (`DOCKER_HOST`, contexts, the usual sockets); else the embedded engine on Linux as root with apt. `KINDLING_ENGINE` = `docker`
 * or `embedded` forbids the other. A Docker that answers and cannot run nodes is an error: nobody wants another engine unasked.
 * @param known where the cluster is that is to be used, so that nothing need be discovered; undefined for one that is not there.
 * @throws EngineError one error that says what was tried and what to do.
 */
export async function findEngine(progress: Progress, signal: AbortSignal, known?: Engine['kind']): Promise<Engine> {
  demandPlatform();
  const wanted = wantedEngine();
  if (known === 'embedded' && wanted !== 'docker' && (await embeddedEngineRuns(signal))) return embedded();
  if (process.env['DOCKER_HOST'] === embeddedDockerHost() && (await embeddedEngineRuns(signal))) return embedded();
  if (wanted !== 'embedded' && (await findDocker(signal))) return described('docker');
  const obstacle = await obstacleToStart(signal);
  if (obstacle !== undefined) throw obstacle;
  await startEmbeddedEngine(progress, signal);
  return embedded();
}

/**
 * The engine that runs already, without starting one; undefined when there is none. The same choice as `findEngine`'s.
 * @throws EngineError as `findEngine` does, but for the want of an engine.
 */
export async function runningEngine(signal: AbortSignal): Promise<Engine | undefined> {
  demandPlatform();
  const wanted = wantedEngine();
  const embeddedRuns = wanted !== 'docker' && (await embeddedEngineRuns(signal));
  if (embeddedRuns && process.env['DOCKER_HOST'] === embeddedDockerHost()) return embedded();
  if (wanted !== 'embedded' && (await findDocker(signal))) return described('docker');
  return embeddedRuns ? embedded() : undefined;
}

/**
 * Why no engine can be had where none runs; undefined when the embedded one can be started.
 * @param missing what else the embedded engine lacks, where somebody has looked.
 */
export async function obstacleToStart(signal: AbortSignal, missing?: string): Promise<EngineError | undefined> {
  const wanted = wantedEngine();
  const lacks = obstacleToEmbedding() ?? missing;
  if (wanted !== 'docker' && lacks === undefined) return undefined;
  if (wanted === 'embedded') {
    return new EngineError(
      `KINDLING_ENGINE=embedded forbids Docker, and the embedded engine needs ${lacks}`,
      'run as root on Debian, or unset KINDLING_ENGINE and start Docker: https://docs.docker.com/engine/install/',
    );
  }
  const { problem, remedy } = await whyNoDocker(signal);
  const besides =
    wanted === 'docker' ? 'KINDLING_ENGINE=docker forbids the embedded engine' : `the embedded engine needs ${lacks}`;
  return new EngineError(`${problem}, and ${besides}`, remedy);
}

/** The engine that `KINDLING_ENGINE` asks for. @throws EngineError for a word that names none. */
function wantedEngine(): Engine['kind'] | undefined {
  const wanted = process.env['KINDLING_ENGINE'];
  if (wanted === undefined || wanted === 'docker' || wanted === 'embedded') return wanted;
  throw new EngineError(
    `KINDLING_ENGINE is "${wanted}", expected "docker" or "embedded"`,
    'set one of them, or unset it',
  );
}

async function embedded(): Promise<Engine> {
  process.env['DOCKER_HOST'] = embeddedDockerHost();
  // The engine runs beside us. On a host with /.dockerenv testcontainers would look for it behind a default bridge's gateway.
  process.env['TESTCONTAINERS_HOST_OVERRIDE'] = '127.0.0.1';
  return described('embedded');
}

async function described(kind: Engine['kind']): Promise<Engine> {
  const client = await getContainerRuntimeClient();
  const { dockerode } = client.container;
  const [version, info] = await Promise.all([dockerode.version(), dockerode.info() as Promise<EngineInfo>]);
  const refusal = unsuitable(version, info);
  if (refusal !== undefined) throw refusal;
  const { serverVersion, operatingSystem } = client.info.containerRuntime;
  return {
    kind,
    client,
    description: `${kind === 'docker' ? 'Docker' : 'embedded Docker'} ${serverVersion} on ${operatingSystem}`,
  };
}

/** What keeps this host from running the embedded engine; undefined when nothing does. */
function obstacleToEmbedding(): string | undefined {
  if (process.platform !== 'linux') return 'Linux';
  if (process.getuid?.() !== 0) return 'root';
  return undefined;
}
