import type { RawApi } from '../kubernetes/client.ts';
import { collectionPath } from '../kubernetes/kinds.ts';
import type { RawList } from '../kubernetes/raw-object.ts';

/** Puts NodePorts that no Service holds before those that a Service of a namespace on its way out still holds. */
export async function freePortsFirst(client: RawApi, ports: readonly number[]): Promise<number[]> {
  const { items } = await client.raw<RawList>('GET', collectionPath('Service'));
  const used = new Set<number | undefined>();
  for (const { spec } of items ?? []) {
    const { ports: own = [] } = spec as { readonly ports?: readonly { readonly nodePort?: number }[] };
    for (const { nodePort } of own) used.add(nodePort);
  }
  return [...ports.filter((port) => !used.has(port)), ...ports.filter((port) => used.has(port))];
}
