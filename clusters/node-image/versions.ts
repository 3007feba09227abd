import versions from '../versions.json' with { type: 'json' };

/** What is known of one Kubernetes minor: the image that the kind project publishes, and what a local build makes. */
export interface MinorVersion {
  /** `1.37`. */
  readonly minor: string;
  /** `kindest/node:v1.37.0@sha256:…`: tags are pushed again by later kind releases, digests are not. */
  readonly published: string;
  /** The patch release of a local build, with its `v`. */
  readonly buildVersion: string;
}

const MINORS: Readonly<Record<string, (typeof versions.minors)['1.37']>> = versions.minors;

/** The minors that Kindling knows, the oldest first. */
export function knownMinors(): string[] {
  return Object.keys(MINORS).toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** Looks up a minor (`1.37`; `v1.37` and `1.37.2` name the same one). Without a name: the default. @throws for an unknown one. */
export function minorVersion(name: string = versions.default): MinorVersion {
  const minor = /^v?(\d+\.\d+)(?:\.\d+)?$/.exec(name)?.[1];
  const known = minor === undefined ? undefined : MINORS[minor];
  if (minor === undefined || known === undefined) {
    throw new Error(`Kubernetes ${name} is not known here: choose one of ${knownMinors().join(', ')}`);
  }
  return {
    minor,
    published: `${known.published.tag}@${known.published.digest}`,
    buildVersion: known.build.kubernetes,
  };
}
