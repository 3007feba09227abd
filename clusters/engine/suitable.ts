/** What a Docker API says of itself (`GET /version`), as far as it is needed here. */
export interface EngineVersion {
  readonly Version: string;
  readonly ApiVersion: string;
  readonly Components?: readonly { readonly Name: string; readonly Version: string }[];
}

/** cgroup namespaces, which node containers are made with, came with Docker 20.10. */
const MINIMUM_API = [1, 41] as const;

/** Why node containers cannot be run by an engine that was found, with what to do; undefined when they can. */
export function unsuitable({ Version, ApiVersion, Components = [] }: EngineVersion): string | undefined {
  const podman = Components.find(({ Name }) => Name.startsWith('Podman'));
  if (podman !== undefined) {
    return (
      `The container engine that was found is Podman ${podman.Version}; Kindling's nodes are proved with Docker alone. ` +
      'Point DOCKER_HOST at a Docker, or set KINDLING_ENGINE=embedded (Linux, as root)'
    );
  }
  const [major = 0, minor = 0] = ApiVersion.split('.').map(Number);
  if (major > MINIMUM_API[0] || (major === MINIMUM_API[0] && minor >= MINIMUM_API[1])) return undefined;
  return (
    `The container engine that was found is Docker ${Version} (API ${ApiVersion}), and nodes need API ${MINIMUM_API.join('.')}, ` +
    'which Docker 20.10 has: https://docs.docker.com/engine/install/'
  );
}
