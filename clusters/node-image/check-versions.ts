/** The content of clusters/versions.json. */
export interface Versions {
  /** The minor that is used when none is asked for. */
  readonly default: string;
  readonly minors: Readonly<Record<string, MinorEntry>>;
}

/** What clusters/versions.json says of one minor. */
export interface MinorEntry {
  /** The image of the kind project: its tag, and the digest of its index for all architectures. */
  readonly published: { readonly tag: string; readonly digest: string };
  /** The release that a local build makes, with its `v`. */
  readonly build: { readonly kubernetes: string };
}

/**
 * Checks the content of clusters/versions.json: exactly these fields, each minor's releases of that minor, a known default.
 * @throws naming the path of the first thing that is wrong, what is there, and what is expected.
 */
export function checkVersions(content: unknown): Versions {
  const { default: defaultMinor, minors } = record(content, '', ['default', 'minors']);
  const entries = record(minors, 'minors');
  for (const [minor, entry] of Object.entries(entries)) {
    const path = `minors.${minor}`;
    if (!/^1\.\d+$/.test(minor)) wrong(path, minor, 'a Kubernetes minor such as 1.37 as name');
    const release = `v${minor.replace('.', '\\.')}\\.\\d+`;
    const { published, build } = record(entry, path, ['published', 'build']);
    const { tag, digest } = record(published, `${path}.published`, ['tag', 'digest']);
    matching(tag, `${path}.published.tag`, new RegExp(`^kindest/node:${release}$`), `kindest/node:v${minor}.N`);
    matching(digest, `${path}.published.digest`, /^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hex digits');
    const { kubernetes } = record(build, `${path}.build`, ['kubernetes']);
    matching(kubernetes, `${path}.build.kubernetes`, new RegExp(`^${release}$`), `v${minor}.N`);
  }
  const names = Object.keys(entries);
  if (!names.some((minor) => minor === defaultMinor)) {
    wrong('default', defaultMinor, names.length === 0 ? 'a minor, but minors is empty' : `one of ${names.join(', ')}`);
  }
  return content as Versions;
}

function record(value: unknown, path: string, fields?: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(path, value, 'an object');
  const unknown = Object.keys(value).find((name) => fields !== undefined && !fields.includes(name));
  if (unknown !== undefined) {
    wrong(path === '' ? unknown : `${path}.${unknown}`, (value as Record<string, unknown>)[unknown], 'no such field');
  }
  return value as Record<string, unknown>;
}

function matching(value: unknown, path: string, pattern: RegExp, expected: string): void {
  if (typeof value !== 'string' || !pattern.test(value)) wrong(path, value, expected);
}

function wrong(path: string, value: unknown, expected: string): never {
  const what = value === undefined ? 'missing' : JSON.stringify(value);
  throw new Error(`clusters/versions.json: ${path === '' ? 'the whole' : path} is ${what}, expected ${expected}`);
}
