import { InvalidArgumentError } from 'commander';
import { topologyWish, withWish } from '../../../clusters/config/cluster-config.ts';
import { InvalidConfig } from '../../../clusters/config/invalid-config.ts';
import { type ConfigFile, readAuditPolicy, readConfig } from '../../../clusters/config/read-config.ts';
import { minorVersion } from '../../../clusters/node-image/versions.ts';
import type { ClusterWish } from '../../../clusters/put-up.ts';
import { DEFAULT_TOPOLOGY } from '../../../clusters/topology.ts';

/** The flags of `npm run cluster -- up`; each is undefined when it was not given. */
export interface UpOptions {
  readonly config?: string;
  readonly name?: string;
  readonly kubernetes?: string;
  /** A node image, in place of that of a Kubernetes version. */
  readonly image?: string;
  readonly controlPlanes?: number;
  readonly workers?: number;
  readonly kubeProxy?: string;
  readonly podSubnet?: string;
  readonly serviceSubnet?: string;
  readonly featureGate?: readonly string[];
  readonly auditPolicy?: string;
  readonly load?: readonly string[];
}

const NO_FILE: ConfigFile = { name: undefined, kubernetes: undefined, topology: {} };

/**
 * What the flags and the file that they name ask for; flags win.
 * @param name of a cluster that nobody named. @throws when either says something that is not valid.
 */
export function clusterWishOf(options: UpOptions, name: string): ClusterWish {
  const file = options.config === undefined ? NO_FILE : readConfig(options.config);
  const { image } = options;
  const kubernetes = image === undefined ? (options.kubernetes ?? file.kubernetes) : undefined;
  if (image === undefined) minorVersion(kubernetes);
  try {
    const wanted = withWish(DEFAULT_TOPOLOGY, { ...file.topology, ...topologyWish(fieldsOf(options, file), '') });
    return { name: clusterName(options.name ?? file.name ?? name), kubernetes, image, topology: wanted };
  } catch (cause) {
    if (!(cause instanceof InvalidConfig)) throw cause;
    const sources = options.config === undefined ? 'The flags' : `The flags and ${options.config} together`;
    throw new Error(`${sources} ask for no valid cluster: ${cause.message}`, { cause });
  }
}

/** The flags as the fields of a configuration file. Gates and images come on top of the file's. */
function fieldsOf(options: UpOptions, { topology }: ConfigFile): Record<string, unknown> {
  const { controlPlanes, workers, kubeProxy, podSubnet, serviceSubnet, featureGate, auditPolicy, load } = options;
  const fields = {
    ...{ controlPlanes, workers, kubeProxy, podSubnet, serviceSubnet },
    featureGates: featureGate && { ...topology.featureGates, ...Object.fromEntries(featureGate.map(gate)) },
    auditPolicy: auditPolicy && readAuditPolicy(auditPolicy),
    images: load && [...(topology.images ?? []), ...load],
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function gate(text: string): [string, unknown] {
  const [name = '', value] = text.split('=');
  return [name, value === 'true' ? true : value === 'false' ? false : (value ?? null)];
}

/** A cluster's name as it was given. @throws when nodes could not be named after it. */
export function clusterName(text: string): string {
  // Node names are host names: 63 characters with "-external-load-balancer" behind it.
  if (/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/.test(text)) return text;
  throw new InvalidArgumentError(
    `"${text}" is no name for a cluster: write at most 40 lower-case letters, digits and dashes`,
  );
}
