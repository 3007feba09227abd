// testcontainers exports no way to a login, only a pull of its own, which tells nothing while it goes on, cannot be cancelled and
// takes an error that comes late for success. Its version is pinned exactly, so that this module is where it is.
import { getAuthConfig } from 'testcontainers/build/container-runtime/auth/get-auth-config.js';
import type { Engine } from '../engine/engine.ts';

/** What a login left for a registry, as the Docker API takes it. */
export type Credentials = NonNullable<Awaited<ReturnType<typeof getAuthConfig>>>;

/** Names of Docker Hub, whose login is kept under the address of its index. */
const HUB = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

/**
 * The login for the registry of an image, by its full reference, where `docker login` keeps it: `DOCKER_AUTH_CONFIG`, else
 * `config.json` in `DOCKER_CONFIG` or `~/.docker`, with its credential helpers. Undefined when nobody has logged in there.
 * @throws when a credential helper cannot be run or says nothing that can be read.
 */
export async function registryCredentials(
  { client }: Pick<Engine, 'client'>,
  reference: string,
): Promise<Credentials | undefined> {
  const [first = '', ...rest] = reference.split('/');
  // Only a host name has a dot or a port; or is called localhost (github.com/distribution/reference, splitDockerDomain).
  const registry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io';
  return getAuthConfig(HUB.includes(registry) ? client.info.containerRuntime.indexServerAddress : registry);
}
