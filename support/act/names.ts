/** `pod/rng-9qzmd`. */
export function nameOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind.toLowerCase()}/${name}`;
}

/** `rng-9qzmd`, `rng-9qzmd and rng-x7k2p`, `rng-9qzmd, rng-x7k2p and rng-zzzzz`. */
export function namesOf(subjects: readonly { readonly name: string }[]): string {
  return listed(subjects.map(({ name }) => name));
}

/** Labels or annotations as kubectl takes them: `app=rng`. */
export function pairsOf(map: Readonly<Record<string, string>>): string[] {
  return Object.entries(map).map(([key, value]) => `${key}=${value}`);
}

/** Joins words as English does. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
