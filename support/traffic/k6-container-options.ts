import type { ContainerCreateOptions } from 'dockerode';
import { RUN_LABEL } from '../../clusters/kind/labels.ts';
import { registryReference } from '../../clusters/node-image/image-name.ts';

/** A run of k6 in a container. */
export interface ContainerCall {
  /** As `pullImage` took it. */
  readonly image: string;
  /** Whose run it is; the reaper finds the container by it. */
  readonly run: string | undefined;
  /** k6's command line, whose paths are those of this host. */
  readonly arguments: readonly string[];
  /** The folder that k6 writes to. */
  readonly writes: string;
  /** Folders with scripts. */
  readonly reads: readonly string[];
}

/**
 * How Docker is to make the container: in the host's network, because doors are on 127.0.0.1; with folders under their own paths, so
 * that one command line serves k6 in a container and beside one; as the user who reads what it writes, for the image's own (12345)
 * may not write there.
 * @param user `uid:gid`.
 */
export function containerOptions(call: ContainerCall, user: string): ContainerCreateOptions {
  return {
    Image: registryReference(call.image),
    Cmd: [...call.arguments],
    User: user,
    Env: ['K6_AUTO_EXTENSION_RESOLUTION=false'],
    Labels: call.run === undefined ? {} : { [RUN_LABEL]: call.run },
    // k6 ends in order at SIGINT, and leaves its samples.
    StopSignal: 'SIGINT',
    HostConfig: {
      NetworkMode: 'host',
      Binds: [...call.reads.map((folder) => `${folder}:${folder}:ro`), `${call.writes}:${call.writes}`],
      CapDrop: ['ALL'],
      // SELinux lets no container read a home, and to label one for containers would change it for everybody else.
      SecurityOpt: ['no-new-privileges', 'label=disable'],
    },
  };
}
