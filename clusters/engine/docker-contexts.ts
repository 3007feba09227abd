import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from './engine-error.ts';

/** Where a Docker context leads. */
export interface DockerContext {
  readonly name: string;
  /** `unix:///…`, `tcp://host:port`, `ssh://…`: as Docker's own program wrote it down. */
  readonly host: string;
  /** A folder with ca.pem, cert.pem and key.pem; undefined for a context without TLS. */
  readonly certificates: string | undefined;
}

/** A context as it lies on disk (docker/cli, cli/context/store). */
interface ContextFile {
  readonly Name?: string;
  readonly Endpoints?: { readonly docker?: { readonly Host?: string } };
}

/** What is used where no context is chosen; it is nowhere written down. */
const DEFAULT = 'default';

/**
 * The context that Docker's own program would use where DOCKER_HOST is not set: the one that DOCKER_CONTEXT names, else
 * `currentContext` of its configuration (docker/cli, cli/command/cli.go: resolveContextName). Undefined for the default one.
 * @param home where `.docker` is, unless DOCKER_CONFIG says otherwise.
 * @throws EngineError for a context that does not exist, with those that do, and for files that cannot be read.
 */
export function currentContext(env: NodeJS.ProcessEnv, home: string): DockerContext | undefined {
  const folder = env['DOCKER_CONFIG'] || join(home, '.docker');
  const configuration = join(folder, 'config.json');
  const chosen = env['DOCKER_CONTEXT'] || (readJson(configuration) as { currentContext?: string })?.currentContext;
  if (chosen === undefined || chosen === '' || chosen === DEFAULT) return undefined;
  const id = createHash('sha256').update(chosen).digest('hex');
  const context = readJson(join(folder, 'contexts', 'meta', id, 'meta.json')) as ContextFile | undefined;
  if (context === undefined) {
    const by = env['DOCKER_CONTEXT'] ? 'DOCKER_CONTEXT names' : `currentContext in ${configuration} names`;
    throw new EngineError(
      `${by} the Docker context "${chosen}", which does not exist; there are ${contextNames(folder).join(', ')}`,
      `choose one of them: DOCKER_CONTEXT=${DEFAULT}, or "docker context use ${DEFAULT}"`,
    );
  }
  const host = context.Endpoints?.docker?.Host;
  if (host === undefined || host === '') {
    throw new EngineError(
      `The Docker context "${chosen}" says of no Docker where it is`,
      `choose another, which "docker context ls" lists: DOCKER_CONTEXT=${DEFAULT}, or "docker context use ${DEFAULT}"`,
    );
  }
  const certificates = join(folder, 'contexts', 'tls', id, 'docker');
  return { name: chosen, host, certificates: existsSync(certificates) ? certificates : undefined };
}

/** The names of all contexts that can be read, the default one first. */
function contextNames(folder: string): string[] {
  const contexts = join(folder, 'contexts', 'meta');
  const found = (existsSync(contexts) ? readdirSync(contexts) : []).flatMap((id) => {
    try {
      return (readJson(join(contexts, id, 'meta.json')) as ContextFile | undefined)?.Name ?? [];
    } catch {
      // Nobody asked for this one: it must not hide that the one that was asked for does not exist.
      return [];
    }
  });
  return [DEFAULT, ...found.toSorted()];
}

/**
 * What a file holds; undefined when there is none. One in a folder that this user may not enter is none, as for testcontainers:
 * a home that is somebody else's says nothing of this user's Docker.
 * @throws EngineError when it is there and cannot be read, or is no JSON.
 */
function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new EngineError(`Docker's file ${path} cannot be read: ${(cause as Error).message}`, 'mend it', { cause });
  }
}
