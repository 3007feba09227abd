/**
 * The node of a cluster that a word names: whole, or without the name of its cluster, as `worker2` or `control-plane`.
 * @param nodes those that there are now.
 * @throws when there is none of that name, with the short names of all.
 */
export function nodeNamed<N extends { readonly name: string }>(word: string, cluster: string, nodes: readonly N[]): N {
  const short = (name: string) => (name.startsWith(`${cluster}-`) ? name.slice(cluster.length + 1) : name);
  const found = nodes.find(({ name }) => name === word || short(name) === word);
  if (found !== undefined) return found;
  const all = nodes.map(({ name }) => short(name)).sort();
  throw new Error(`there is no node "${word}" in ${cluster}; there is ${all.join(', ') || 'no node at all'}`);
}
