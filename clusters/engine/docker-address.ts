import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { currentContext } from './docker-contexts.ts';

/** Where somebody said that Docker is. */
export interface DockerAddress {
  /** As it was written: `unix:///…`, `tcp://host:port`. Nobody has checked it. */
  readonly host: string;
  /** Who said so, for people, fit to begin a sentence. */
  readonly source: string;
  /** The variables that testcontainers has to be given to look there; none where it does so by itself. */
  readonly environment: Readonly<Record<string, string>>;
}

const PROPERTIES = '.testcontainers.properties';

/**
 * Where Docker is said to be; undefined when nobody says so, and the usual sockets are tried. As testcontainers looks (`tc.host`,
 * DOCKER_HOST, `docker.host`: container-runtime/strategies), and then as Docker's own program does, by contexts, which testcontainers
 * does not read. An empty DOCKER_HOST counts as none, as it does for that program.
 * @throws EngineError for a context that leads nowhere.
 */
export function dockerAddress(env: NodeJS.ProcessEnv = process.env, home = homedir()): DockerAddress | undefined {
  const properties = readProperties(join(home, PROPERTIES));
  const proxy = properties['tc.host'];
  if (proxy) return { host: proxy, source: `tc.host in ~/${PROPERTIES}`, environment: {} };
  const own = env['DOCKER_HOST'];
  if (own) return { host: own, source: 'DOCKER_HOST', environment: {} };
  const configured = properties['docker.host'];
  if (configured) {
    return {
      host: configured,
      source: `docker.host in ~/${PROPERTIES}`,
      environment: { DOCKER_HOST: configured },
    };
  }
  const context = currentContext(env, home);
  if (context === undefined) return undefined;
  const { name, host, certificates } = context;
  const tls = certificates === undefined ? {} : { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates };
  return { host, source: `Docker context "${name}"`, environment: { DOCKER_HOST: host, ...tls } };
}

/** A file of lines `key=value`; of a key that comes twice the last counts. */
function readProperties(path: string): Record<string, string> {
  if (!existsSync(path)) return {};
  const lines = readFileSync(path, 'utf8').matchAll(/^[^\S\n]*([^#=\s]+)[^\S\n]*=[^\S\n]*(.*?)[^\S\n]*$/gm);
  return Object.fromEntries([...lines].map(([, key = '', value = '']) => [key, value]));
}
