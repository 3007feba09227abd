/** What the engine says of an image that a local build made. */
export interface BuiltImage {
  readonly Id: string;
  /** Undefined for an image without a name. */
  readonly RepoTags?: readonly string[] | undefined;
  /** In seconds since 1970. */
  readonly Created: number;
}

/**
 * So many images of other recipes stay, the newest of them: checkouts that differ and are used in turn on one host would
 * otherwise remove each other's image, and build it again each time.
 */
const OTHERS_KEPT = 2;

/**
 * The images of one minor that have no use any more now that there is the one named `newest`. One without a name was left by a
 * build that was killed.
 */
export function supersededImages<T extends BuiltImage>(images: readonly T[], newest: string): T[] {
  const others = images.filter(({ RepoTags }) => !RepoTags?.includes(newest));
  const named = others.filter(({ RepoTags = [] }) => RepoTags.length > 0);
  const kept = named.toSorted((a, b) => b.Created - a.Created).slice(0, OTHERS_KEPT);
  return others.filter((image) => !kept.includes(image));
}
