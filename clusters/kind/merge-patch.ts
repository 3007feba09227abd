type Fields = Readonly<Record<string, unknown>>;

/** kubeadm's lists of command line flags: `[{name, value}]`, where a name may come twice. */
const FLAG_LISTS = new Set(['extraArgs', 'kubeletExtraArgs']);

/**
 * Merges a patch into a document as JSON Merge Patch does (RFC 7386): objects are merged, `null` removes, everything else
 * replaces. One thing differs: lists of flags (`extraArgs`) are merged by name, because a patch that adds a flag must not take
 * away those that make the cluster work. A patch may write them as a map, too, as kubeadm before v1beta4 and kind do.
 */
export function mergePatch(target: unknown, patch: unknown, field = ''): unknown {
  if (FLAG_LISTS.has(field)) return mergeFlags(asFlags(target), patch);
  if (!isFields(patch)) return patch;
  const merged: Record<string, unknown> = isFields(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value, key);
  }
  return merged;
}

interface Flag {
  readonly name: string;
  readonly value: unknown;
}

function mergeFlags(flags: readonly Flag[], patch: unknown): Flag[] {
  // In a map, `null` takes a flag away, as everywhere else.
  const patched = asFlags(patch);
  const names = new Set(patched.map(({ name }) => name));
  return [...flags.filter(({ name }) => !names.has(name)), ...patched.filter(({ value }) => value !== null)];
}

function asFlags(flags: unknown): Flag[] {
  if (Array.isArray(flags)) return flags as Flag[];
  if (!isFields(flags)) return [];
  return Object.entries(flags).map(([name, value]) => ({ name, value: value === null ? null : String(value) }));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
