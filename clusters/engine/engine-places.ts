import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cacheFolder } from '../host/cache.ts';

/** Where an embedded engine keeps what, and the names that are its alone on this host. */
export interface EnginePlaces {
  readonly root: string;
  readonly socket: string;
  /** Its processes name this folder on their command lines, and nobody else's do. */
  readonly execRoot: string;
  readonly dataRoot: string;
  readonly pidFile: string;
  readonly log: string;
  /** What its firewall chains are called instead of `DOCKER`: at most ten characters, as iptables allows 28 in all. */
  readonly chains: string;
}

/** The places of the embedded engine of this cache. Two caches have two engines, which share nothing. */
export function enginePlaces(root = cacheFolder('engine')): EnginePlaces {
  return {
    root,
    socket: join(root, 'docker.sock'),
    execRoot: join(root, 'exec'),
    dataRoot: join(root, 'data'),
    pidFile: join(root, 'dockerd.pid'),
    log: join(root, 'dockerd.log'),
    chains: `KD-${createHash('sha256').update(root).digest('hex').slice(0, 6)}`,
  };
}
