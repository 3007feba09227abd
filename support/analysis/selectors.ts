/** Labels by key, as `metadata.labels` and as `matchLabels`. */
export type Labels = Readonly<Record<string, string>>;

/** The keys of a selector that the labels do not satisfy, sorted. Empty: the selector matches. */
export function unmatchedKeys(selector: Labels, labels: Labels): string[] {
  return Object.keys(selector)
    .filter((key) => labels[key] !== selector[key])
    .sort();
}

/** Labels as kubectl writes them: `app=rng,active=yes`. */
export function formatLabels(labels: Labels, keys: readonly string[] = Object.keys(labels)): string {
  return keys.map((key) => `${key}=${labels[key] ?? ''}`).join(',');
}
