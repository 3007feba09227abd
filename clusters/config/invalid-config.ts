/** A configuration says something that is not valid. */
export class InvalidConfig extends Error {
  override readonly name = 'InvalidConfig';

  /** @param path where: `nodes.worker2.taints[0]`; empty for the whole. @param wanted what is valid there. */
  constructor(path: string, found: unknown, wanted: string) {
    super(`${path === '' ? 'The configuration' : path} is ${shown(found)}, expected ${wanted}`);
  }
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
