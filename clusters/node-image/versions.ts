import content from '../versions.json' with { type: 'json' };
import { checkVersions } from './check-versions.ts';

/** What is known of one Kubernetes minor: the image that the kind project publishes, and what a local build makes. */
export interface MinorVersion {
  /** `1.37`. */
  readonly minor: string;
  /** `kindest/node:v1.37.0@sha256:…`: tags are pushed again by later kind releases, digests are not. */
  readonly published: string;
  /** The patch release of a local build, with its `v`. */
  readonly buildVersion: string;
}

const VERSIONS = checkVersions(content);

/** The minors that Kindling knows, the oldest first. */
export function knownMinors(): string[] {
  return Object.keys(VERSIONS.minors).toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** Looks up a minor (`1.37`; `v1.37` and `1.37.2` name the same one). Without a name: the default. @throws for an unknown one. */
export function minorVersion(name: string = VERSIONS.default): MinorVersion {
  const minor = /^v?(\d+\.\d+)(?:\.\d+)?$/.exec(name)?.[1];
  const known = minor === undefined || !Object.hasOwn(VERSIONS.minors, minor) ? undefined : VERSIONS.minors[minor];
  if (minor === undefined || known === undefined) {
    throw new Error(`Kubernetes ${name} is not known here: choose one of ${knownMinors().join(', ')}`);
  }
  return {
    minor,
    published: `${known.published.tag}@${known.published.digest}`,
    buildVersion: known.build.kubernetes,
  };
}
