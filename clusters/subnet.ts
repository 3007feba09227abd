/** An IPv4 network: its first address as a number, and how many bits of it are fixed. */
export interface Subnet {
  readonly first: number;
  readonly prefix: number;
}

/** Reads `a.b.c.d/n`. @returns undefined for anything else, and for an address that is not the network's first. */
export function parseSubnet(text: string): Subnet | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const [a, b, c, d, prefix] = match.slice(1).map(Number) as [number, number, number, number, number];
  if ([a, b, c, d].some((byte) => byte > 255) || prefix > 32) return undefined;
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  return first % 2 ** (32 - prefix) === 0 ? { first, prefix } : undefined;
}

/** The address that comes `index` after the network's first. @throws when the network ends before (or with) it. */
export function addressIn(subnet: Subnet, index: number): string {
  const size = 2 ** (32 - subnet.prefix);
  // The last address is the network's broadcast.
  if (index >= size - 1) throw new Error(`A /${subnet.prefix} network has no address ${index}: make it larger`);
  const address = subnet.first + index;
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
}

/** Whether two networks have an address in common. */
export function subnetsOverlap(one: Subnet, other: Subnet): boolean {
  const size = ({ prefix }: Subnet) => 2 ** (32 - prefix);
  return one.first < other.first + size(other) && other.first < one.first + size(one);
}
