import packageJson from '../../package.json' with { type: 'json' };

/** Kindling's own version, for reports. */
export function kindlingVersion(): string {
  return packageJson.version;
}
