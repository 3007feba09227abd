import { isDeepStrictEqual } from 'node:util';
import type { NodeImageWish } from './node-image/node-image.ts';
import { minorVersion } from './node-image/versions.ts';
import type { KeptCluster } from './registry/kept-clusters.ts';
import type { Topology } from './topology.ts';

/**
 * In what the nodes of a cluster that stays are made from another image than is asked for: an image of that name, else one of that
 * Kubernetes minor. Undefined when they are not, or when neither is asked for.
 */
export function otherImage(present: KeptCluster, { kubernetes, image }: NodeImageWish): string | undefined {
  if (image !== undefined) {
    if (present.image === image) return undefined;
    return present.image === undefined
      ? `it was put up without --image, as far as its record says, not with ${image}`
      : `it was put up with --image ${present.image}, not ${image}`;
  }
  if (kubernetes === undefined) return undefined;
  const { minor } = minorVersion(kubernetes);
  const { kubernetesVersion } = present;
  return kubernetesVersion.startsWith(`v${minor}.`)
    ? undefined
    : `it has Kubernetes ${kubernetesVersion}, not ${minor}`;
}

/** In what a cluster that stays is made of other parts than is asked for; undefined when it is not. */
export function otherTopology(present: KeptCluster, wished: Topology): string | undefined {
  const otherwise = Object.entries(wished).filter(
    ([name, value]) => !isDeepStrictEqual(present.topology[name as keyof Topology], value),
  );
  if (otherwise.length === 0) return undefined;
  const said = otherwise.map(([name]) => `${name} ${JSON.stringify(present.topology[name as keyof Topology])}`);
  return `it has ${said.join(', ')}`;
}
