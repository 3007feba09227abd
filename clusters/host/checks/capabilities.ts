import type { HostCheck, Verdict } from './check.ts';

/** Bits of `CapEff` (capabilities(7), linux/capability.h), and what does not work without them. */
const NEEDED = [
  { name: 'CAP_NET_ADMIN', bit: 12n, why: 'the engine makes networks' },
  { name: 'CAP_SYS_ADMIN', bit: 21n, why: 'the engine mounts file systems' },
  { name: 'CAP_MKNOD', bit: 27n, why: 'nodes have devices' },
];
const SYS_RESOURCE = 24n;
const subject = 'capabilities';

/** What the embedded engine may do: it has the powers of this process. A user's Docker has its own and is not asked. */
export const capabilities: HostCheck = (host, { embedded }) => {
  const text = /^CapEff:\s*([0-9a-f]+)$/m.exec(host.read('/proc/self/status') ?? '')?.[1];
  if (!embedded || text === undefined) return [];
  const effective = BigInt(`0x${text}`);
  const has = (bit: bigint) => ((effective >> bit) & 1n) === 1n;
  const missing = NEEDED.filter(({ bit }) => !has(bit));
  if (missing.length === 0) return [{ subject, level: 'ok', found: note(has(SYS_RESOURCE)) }];
  return missing.map(
    ({ name, why }): Verdict => ({
      subject,
      level: 'error',
      found: `${name} is missing: ${why}`,
      remedy:
        'run as root, in a container that is started with --privileged, or start Docker and point DOCKER_HOST at it',
    }),
  );
};

function note(sysResource: boolean): string {
  return sysResource
    ? 'all that is needed'
    : 'all that is needed; without CAP_SYS_RESOURCE, which nodes are set up for';
}
