import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { withFileLock } from '../host/file-lock.ts';
import { processesNaming } from '../host/processes.ts';
import { choosePool, liesIn, parseRange, routedRanges } from './address-pool.ts';
import type { EnginePlaces } from './engine-places.ts';
import { policyOf, removals } from './firewall-rules.ts';

/** What dockerd changes of a host's network and leaves changed when it ends. */
const SYSCTLS = ['net.ipv4.ip_forward', 'net.ipv6.conf.all.forwarding', 'net.ipv6.conf.default.forwarding'];
const TOOLS = ['iptables', 'ip6tables'] as const;
const TABLES = ['filter', 'nat', 'mangle', 'raw'];

/** How the host was before the first embedded engine started, and the address pool of each engine, by its folder. */
interface HostRecord {
  readonly sysctls: Readonly<Record<string, string>>;
  /** The policy of the chain FORWARD, by tool: dockerd sets it to DROP when it turns forwarding on. */
  readonly policies: Readonly<Record<string, string>>;
  readonly pools: Readonly<Record<string, string>>;
}

/**
 * What the embedded engines of one host and network namespace do to its network, and how it was before. The record is in /run,
 * where engines of all caches and users find it, and is gone after a reboot, as what it is about.
 */
export class HostNetwork {
  readonly #places: EnginePlaces;
  readonly #bin: string;
  readonly #file: string;

  /** @param bin the folder of the engine's own firewall tools. */
  constructor(places: EnginePlaces, bin: string) {
    this.#places = places;
    this.#bin = bin;
    const namespace = /\d+/.exec(readlinkSync('/proc/self/ns/net'))?.[0];
    this.#file = join('/run/kindling', `network-${namespace}.json`);
  }

  /** Notes how the host is, unless an engine has done so, and chooses the address pool of this engine. Call it before the start. */
  async borrow(signal: AbortSignal): Promise<string> {
    return this.#locked(signal, async (record) => {
      const { root } = this.#places;
      const others = Object.entries(record?.pools ?? {}).filter(([engine]) => engine !== root && engineLives(engine));
      const taken = [
        ...routedRanges(readFileSync('/proc/net/route', 'utf8')),
        ...others.map(([, pool]) => parseRange(pool)),
      ];
      const remembered = join(root, 'address-pool');
      const before = existsSync(remembered) ? readFileSync(remembered, 'utf8') : undefined;
      const pool = choosePool(root, before, taken);
      writeFileSync(remembered, pool);
      const { sysctls, policies } = record ?? { sysctls: readSysctls(), policies: await this.#policies() };
      const next: HostRecord = { sysctls, policies, pools: { ...record?.pools, [root]: pool } };
      writeFileSync(this.#file, JSON.stringify(next, undefined, 2));
      return pool;
    });
  }

  /**
   * Removes this engine's bridges and firewall rules, and those of nobody else. With the last engine the host's own settings
   * return to what they were. Call it when the engine has ended, however it did.
   */
  async giveBack(signal: AbortSignal): Promise<void> {
    await this.removeOwn();
    await this.#locked(signal, async (record) => {
      if (record === undefined) return;
      const pools = Object.fromEntries(Object.entries(record.pools).filter(([root]) => root !== this.#places.root));
      writeFileSync(this.#file, JSON.stringify({ ...record, pools }, undefined, 2));
      // A Docker that came later needs what it found; the record stays for the next time.
      if (Object.keys(pools).some(engineLives) || otherDockerLives()) return;
      for (const [name, value] of Object.entries(record.sysctls)) {
        if (readSysctl(name) !== value) writeFileSync(sysctlPath(name), value);
      }
      for (const [tool, policy] of Object.entries(record.policies)) await this.#run(tool, ['-P', 'FORWARD', policy]);
      rmSync(this.#file, { force: true });
    });
  }

  /** Removes this engine's bridges and firewall rules, as a killed engine leaves them. */
  async removeOwn(): Promise<void> {
    const remembered = join(this.#places.root, 'address-pool');
    if (!existsSync(remembered)) return;
    const pool = parseRange(readFileSync(remembered, 'utf8'));
    const bridges = await bridgesIn((address) => liesIn(parseRange(address), pool));
    for (const tool of TOOLS) {
      for (const table of TABLES) {
        const listing = await this.#run(tool, ['-t', table, '-S']);
        for (const removal of removals(listing ?? '', { chains: this.#places.chains, bridges, pool })) {
          await this.#run(tool, ['-t', table, ...removal]);
        }
      }
    }
    for (const bridge of bridges) await execa('ip', ['link', 'delete', bridge], { reject: false });
  }

  async #policies(): Promise<Record<string, string>> {
    const found = await Promise.all(
      TOOLS.map(async (tool) => [tool, policyOf('FORWARD', (await this.#run(tool, ['-S', 'FORWARD'])) ?? '')] as const),
    );
    return Object.fromEntries(
      found.filter((entry): entry is [(typeof TOOLS)[number], string] => entry[1] !== undefined),
    );
  }

  /** @returns undefined where the kernel has no such table. */
  async #run(tool: string, arguments_: readonly string[]): Promise<string | undefined> {
    const { stdout, failed } = await execa(join(this.#bin, tool), ['--wait', ...arguments_], { reject: false });
    return failed ? undefined : stdout;
  }

  #locked<T>(signal: AbortSignal, work: (record: HostRecord | undefined) => Promise<T>): Promise<T> {
    mkdirSync('/run/kindling', { recursive: true, mode: 0o755 });
    return withFileLock(`${this.#file}.lock`, signal, () =>
      work(existsSync(this.#file) ? (JSON.parse(readFileSync(this.#file, 'utf8')) as HostRecord) : undefined),
    );
  }
}

/** The bridges of this host that have an address of which `belongs` is true. */
async function bridgesIn(belongs: (address: string) => boolean): Promise<string[]> {
  const { stdout, failed } = await execa('ip', ['-json', '-4', 'address', 'show', 'type', 'bridge'], { reject: false });
  if (failed || stdout.trim() === '') return [];
  const found = JSON.parse(stdout) as { ifname?: string; addr_info?: { local: string }[] }[];
  return found.flatMap(({ ifname, addr_info = [] }) =>
    ifname !== undefined && addr_info.some(({ local }) => belongs(local)) ? [ifname] : [],
  );
}

function engineLives(root: string): boolean {
  return processesNaming(join(root, 'exec')).length > 0;
}

/** Whether a Docker daemon runs in this network namespace; an embedded engine that lives counts too. */
function otherDockerLives(): boolean {
  const here = readlinkSync('/proc/self/ns/net');
  return processesNaming('dockerd').some(({ pid, arguments: [program = ''] }) => {
    try {
      return basename(program) === 'dockerd' && readlinkSync(`/proc/${pid}/ns/net`) === here;
    } catch {
      return false;
    }
  });
}

function readSysctls(): Record<string, string> {
  return Object.fromEntries(
    SYSCTLS.filter((name) => existsSync(sysctlPath(name))).map((name) => [name, readSysctl(name)]),
  );
}

function readSysctl(name: string): string {
  return readFileSync(sysctlPath(name), 'utf8').trim();
}

function sysctlPath(name: string): string {
  return join('/proc/sys', ...name.split('.'));
}
