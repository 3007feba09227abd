import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Place } from './discover-docker.ts';
import { type DockerAddress, dockerAddress } from './docker-address.ts';
import type { EngineError } from './engine-error.ts';
import { demandLocal } from './local-address.ts';
import { refusedSocket } from './refused-socket.ts';

/** testcontainers' first guess; it is Docker's own default, too. */
const USUAL_SOCKET = '/var/run/docker.sock';

/**
 * Looks for a Docker API where somebody says that there is one (see `dockerAddress`) and nowhere else, though testcontainers would
 * go on to others; where nobody does, at the usual sockets. When one answers, DOCKER_HOST of this process leads there, so that
 * testcontainers finds it here and in every child.
 * @throws EngineError for an address that Kindling cannot use.
 */
export async function findDocker(signal: AbortSignal): Promise<boolean> {
  const address = dockerAddress();
  if (address !== undefined) await demandLocal(address, signal);
  const environment = address?.environment ?? {};
  const place = await discover({ ...process.env, ...environment }, signal);
  if (place === null || (address !== undefined && !leadsTo(address, place))) return false;
  // Not before: the embedded engine may be started yet, with an address of its own.
  Object.assign(process.env, environment);
  return true;
}

/**
 * Why `findDocker` found nothing, and what mends it; in the words of an `EngineError`.
 * @param usual the socket at which Docker is when nobody says where.
 */
export async function whyNoDocker(
  signal: AbortSignal,
  usual = USUAL_SOCKET,
): Promise<Pick<EngineError, 'problem' | 'remedy'>> {
  const address = dockerAddress();
  const said = address?.host.startsWith('unix://') ? [address.host.slice('unix://'.length)] : [];
  const refused = await refusedSocket(address === undefined ? [usual] : said, signal);
  if (refused !== undefined) {
    return {
      problem: `This user may not use the Docker at ${refused} (permission denied)`,
      remedy:
        'join the group docker, "sudo usermod -aG docker $USER", and log in again: ' +
        'https://docs.docker.com/engine/install/linux-postinstall/',
    };
  }
  const place = address === undefined ? '' : ` at ${address.host} (${address.source})`;
  return {
    problem: `No Docker API answers${place}`,
    remedy: 'start Docker, or point DOCKER_HOST at one: https://docs.docker.com/engine/install/',
  };
}

/** testcontainers' own discovery, tried out where it binds nobody. */
async function discover(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Place | null> {
  const worker = new Worker(new URL('discover-docker.ts', import.meta.url), { env });
  try {
    const [place] = (await once(worker, 'message', { signal })) as [Place | null];
    return place;
  } finally {
    await worker.terminate();
  }
}

/** By the same reading of an address as testcontainers' (container-runtime/strategies/configuration-strategy). */
function leadsTo({ host }: DockerAddress, place: Place): boolean {
  const { hostname, port, pathname } = new URL(host);
  if (hostname === '') return place.socketPath === pathname;
  return place.socketPath === undefined && place.host === hostname && String(place.port) === port;
}
