import { EngineError } from './engine-error.ts';

/** What a Docker API says of itself (`GET /version`), as far as it is needed here. */
export interface EngineVersion {
  readonly Version: string;
  readonly ApiVersion: string;
  readonly Components?: readonly { readonly Name: string; readonly Version: string }[];
}

/** How an engine is set up (`GET /info`), as far as it is needed here. */
export interface EngineInfo {
  /** `name=seccomp,profile=builtin`, `name=rootless`, …; absent where there are none. */
  readonly SecurityOptions?: readonly string[] | null;
}

/** cgroup namespaces, which node containers are made with, came with Docker 20.10. */
const MINIMUM_API = [1, 41] as const;
const EMBEDDED = 'set KINDLING_ENGINE=embedded (Linux, as root)';

/** Why node containers cannot be run by an engine that was found, with what to do; undefined when they can. */
export function unsuitable(
  { Version, ApiVersion, Components = [] }: EngineVersion,
  { SecurityOptions }: EngineInfo,
): EngineError | undefined {
  const refused = (what: string, remedy: string) =>
    new EngineError(`The container engine that was found is ${what}`, remedy);
  // A rootless Podman says that it is rootless, too.
  const podman = Components.find(({ Name }) => Name.startsWith('Podman'));
  if (podman !== undefined) {
    return refused(
      `Podman ${podman.Version}; Kindling's nodes are proved with Docker alone`,
      `point DOCKER_HOST at a Docker, or ${EMBEDDED}`,
    );
  }
  const [major = 0, minor = 0] = ApiVersion.split('.').map(Number);
  if (major < MINIMUM_API[0] || (major === MINIMUM_API[0] && minor < MINIMUM_API[1])) {
    return refused(
      `Docker ${Version} (API ${ApiVersion}), and nodes need API ${MINIMUM_API.join('.')}, which Docker 20.10 has`,
      'install a newer one: https://docs.docker.com/engine/install/',
    );
  }
  const options = (SecurityOptions ?? []).flatMap((option) => option.split(','));
  // https://kind.sigs.k8s.io/docs/user/rootless/ has what a rootless node needs, and limits, which nobody has proved here.
  if (options.includes('name=rootless')) {
    return refused(
      `Docker ${Version} in rootless mode, and nodes need kernel settings, devices and a network that it has not`,
      `point DOCKER_HOST at a Docker that runs as root, such as unix:///var/run/docker.sock, or ${EMBEDDED}`,
    );
  }
  // https://docs.docker.com/engine/security/userns-remap/#user-namespace-known-limitations
  if (options.includes('name=userns')) {
    return refused(
      `Docker ${Version} with userns-remap, which allows neither privileged containers, as nodes are, nor the host's network`,
      `take userns-remap out of its configuration (/etc/docker/daemon.json), point DOCKER_HOST at another Docker, or ${EMBEDDED}`,
    );
  }
  return undefined;
}
