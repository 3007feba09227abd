import { lookup } from 'node:dns/promises';
import { abortable } from '../host/abortable.ts';
import { hostOf, isLoopback } from '../host/loopback.ts';
import type { DockerAddress } from './docker-address.ts';
import { EngineError } from './engine-error.ts';

/** What testcontainers can talk by, but for Windows' pipes. */
const SCHEMES = ['unix', 'tcp', 'http', 'https'];
const OTHER =
  'point DOCKER_HOST at a Docker of this machine, such as unix:///var/run/docker.sock ("docker context ls" lists what there is), ' +
  'or set KINDLING_ENGINE=embedded (Linux, as root)';

/**
 * Makes sure that an address leads to an engine of this machine: a socket, or a host all of whose addresses are loopback.
 * Elsewhere the ports of nodes would be published on 127.0.0.1 of the engine's host, which nobody here can reach.
 * @throws EngineError for another host, for a name that nobody knows, and for `ssh://` and whatever else cannot be used.
 */
export async function demandLocal({ host, source }: DockerAddress, signal: AbortSignal): Promise<void> {
  const url = URL.parse(host);
  const scheme = url?.protocol.slice(0, -1);
  if (scheme === 'unix') return;
  if (url === null || !SCHEMES.includes(scheme ?? '') || url.hostname === '') {
    const valid = SCHEMES.map((each) => `${each}://`).join(', ');
    throw new EngineError(`${source} leads to "${host}", and Kindling can use one of ${valid} alone`, OTHER);
  }
  const name = hostOf(url);
  const addresses = await abortable(lookup(name, { all: true }), signal).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new EngineError(`${source} leads to ${host}, and nobody knows the host ${name}`, OTHER, { cause });
  });
  const remote = addresses.find(({ address }) => !isLoopback(address));
  if (remote === undefined) return;
  const known = remote.address === name ? name : `${name} (${remote.address})`;
  throw new EngineError(
    `${source} leads to ${host}, and ${known} is no loopback address: the engine would publish ports of nodes on 127.0.0.1 of ` +
      'its own host, where Kindling does not reach them',
    `run Kindling where the engine is, or ${OTHER}`,
  );
}
