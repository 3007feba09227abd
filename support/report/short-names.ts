/** Node names without what all of them begin with, up to a hyphen: `kindling-d0f5d7d6-worker2` is `worker2` among its like. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  const [first = '', ...others] = names;
  let common = others.length === 0 ? '' : first;
  for (const name of others) while (!name.startsWith(common)) common = common.slice(0, -1);
  const cut = common.lastIndexOf('-') + 1;
  return new Map(names.map((name) => [name, name.slice(cut)]));
}
