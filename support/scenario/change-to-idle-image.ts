import { changeImage } from '../act/change-image.ts';
import { objectPath } from '../kubernetes/kinds.ts';
import type { RawObject } from '../kubernetes/raw-object.ts';
import { doToPods } from './do-to-pods.ts';
import type { PodSelection } from './pod-selection.ts';
import type { Scenario } from './scenario.ts';

/**
 * Changes the image of pods to the pause image that their node has: it starts without a registry, ignores the arguments of the
 * container, and serves nothing.
 */
export async function changeToIdleImage(scenario: Scenario, selection: PodSelection): Promise<void> {
  await doToPods(scenario, selection, async (context, pods) => {
    const image = await pauseImageOf(scenario, pods[0]?.node ?? '');
    return changeImage(context, pods, image);
  });
}

/** Which tag it has depends on the Kubernetes version; every node of a cluster has the same. */
async function pauseImageOf({ run, signal }: Scenario, node: string): Promise<string> {
  const { status } = await run.client.raw<RawObject>('GET', objectPath({ kind: 'Node', namespace: '', name: node }), {
    signal,
  });
  const { images = [] } = status as { readonly images?: readonly { readonly names?: readonly string[] }[] };
  const names = images.flatMap((image) => image.names ?? []);
  const found = names.find((name) => /\/pause:[\d.]+$/.test(name));
  if (found === undefined) throw new Error(`node ${node} reports no pause image among ${names.join(', ')}`);
  return found;
}
