/** What the runs of one series have in common. Kept in its folder as `series.json`: other runs must not be mixed with them. */
export interface SeriesOrigin {
  readonly version: 1;
  /** The minor; undefined where an image of the user's says it. */
  readonly kubernetes: string | undefined;
  /** For `npm run scenarios`: paths and options. */
  readonly arguments: readonly string[];
  /** What `npm run scenarios` takes from the environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly kindling: string;
  /** Undefined where this is no work tree of git. */
  readonly commit: string | undefined;
  /** The work tree was not what was committed. */
  readonly dirty: boolean;
  /** Names the content of a work tree that is dirty; undefined of one that is not. */
  readonly changes: string | undefined;
  readonly node: string;
}

/** In what two origins differ, a line each; `dirty` is told by what names the changes. */
export function originDifferences(then: SeriesOrigin, now: SeriesOrigin): string[] {
  const aspects = ['kubernetes', 'arguments', 'environment', 'kindling', 'commit', 'changes', 'node'] as const;
  return aspects.flatMap((aspect) => {
    const [was, is] = [told(then[aspect]), told(now[aspect])];
    return was === is ? [] : [`${aspect}: ${was} then, ${is} now`];
  });
}

function told(value: unknown): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Of an environment, what changes how scenarios run: not where reports and caches are. */
export function relevantEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const places = new Set(['KINDLING_REPORT', 'KINDLING_CACHE']);
  const relevant = Object.entries(environment).flatMap(([name, value]) => {
    const counts = (name.startsWith('KINDLING_') && !places.has(name)) || name === 'K6_BIN';
    return counts && value !== undefined && value !== '' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(relevant.toSorted(([a], [b]) => a.localeCompare(b)));
}
