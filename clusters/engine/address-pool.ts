import { createHash } from 'node:crypto';
import { type Subnet, subnetsOverlap } from '../subnet.ts';

/** Pools lie in 10.204.0.0 to 10.251.0.0: neither Docker (172.17-31, 192.168), kind nor Kubernetes (10.96, 10.244) begins there. */
const CANDIDATES = Array.from({ length: 48 }, (_, index) => 204 + index).filter((second) => second !== 244);

/**
 * Chooses the /16 that an engine's networks come from: the one it had before, else the first that no route of this host and no
 * other engine uses. Engines begin their search at different places, so that two that start at once do not meet.
 * @param root the engine's folder; it says where the search begins.
 * @throws when every candidate is taken.
 */
export function choosePool(root: string, before: string | undefined, taken: readonly Subnet[]): string {
  const start = createHash('sha256').update(root).digest().readUInt16BE(0) % CANDIDATES.length;
  const candidates = [...CANDIDATES.slice(start), ...CANDIDATES.slice(0, start)].map((second) => `10.${second}.0.0/16`);
  const pools = before === undefined ? candidates : [before, ...candidates];
  const free = pools.find((pool) => !taken.some((range) => subnetsOverlap(parseRange(pool), range)));
  if (free !== undefined) return free;
  throw new Error(
    'No address pool is free for the embedded container engine: the routes of this host ("ip route") cover all of 10.204.0.0 to 10.251.255.255',
  );
}

/** The network of `10.204.0.0/16`, of an address in it with its prefix, `10.204.7.1/16`, or of an address alone. */
export function parseRange(text: string): Subnet {
  const [address = '', bits = '32'] = text.split('/');
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const prefix = Number(bits);
  return { first: number - (number % 2 ** (32 - prefix)), prefix };
}

/** Whether all addresses of `inner` lie in `outer`. */
export function liesIn(inner: Subnet, outer: Subnet): boolean {
  return inner.prefix >= outer.prefix && subnetsOverlap(inner, outer);
}

/** The destinations in the text of `/proc/net/route` (proc(5): little-endian hexadecimal), without the default route. */
export function routedRanges(text: string): Subnet[] {
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([, destination = '', , , , , , mask = '']) => ({
      first: littleEndian(destination),
      prefix: littleEndian(mask).toString(2).replaceAll('0', '').length,
    }))
    .filter(({ prefix }) => prefix > 0);
}

function littleEndian(hexadecimal: string): number {
  return Buffer.from(hexadecimal.trim(), 'hex').readUInt32LE(0);
}
