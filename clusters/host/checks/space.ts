import type { HostCheck, Verdict } from './check.ts';

const GIB = 2 ** 30;
/** A node's writable layers: unpacked images and logs, measured after a run of scenarios. */
const DISK_PER_NODE = 0.7 * GIB;
const DISK_BASE = 1 * GIB;
/** Records, kubeconfigs, evidence. A build of a node image needs ten times as much and is told so by itself. */
const CACHE = 0.5 * GIB;
const CONTROL_PLANE_MEMORY = 0.9 * GIB;
const WORKER_MEMORY = 0.35 * GIB;
/** Below this many times what is needed all may still go well, but other work on this host may change that. */
const COMFORT = 1.5;

/** Free disk where the engine keeps containers and where the cache lies. */
export const disk: HostCheck = (host, { nodes, dataRoot, cache }) => {
  const places = [
    { subject: 'disk of the engine', folder: dataRoot, needed: DISK_BASE + nodes * DISK_PER_NODE },
    { subject: 'disk of the cache', folder: cache, needed: CACHE },
  ];
  return places.flatMap(({ subject, folder, needed }) => {
    const free = folder === undefined ? undefined : host.freeBytes(folder);
    if (free === undefined) return [];
    const remedy = `free some below ${folder}: "npm run clean -- --all", "docker system prune"; or set KINDLING_CACHE`;
    return [rated(subject, `in ${folder}`, free, needed, remedy)];
  });
};

/** Memory that is available without swapping (proc(5): MemAvailable). */
export const memory: HostCheck = (host, { nodes }) => {
  const kibibytes = /^MemAvailable:\s*(\d+) kB$/m.exec(host.read('/proc/meminfo') ?? '')?.[1];
  if (kibibytes === undefined) return [];
  const needed = CONTROL_PLANE_MEMORY + (nodes - 1) * WORKER_MEMORY;
  return [rated('memory', 'available', Number(kibibytes) * 1024, needed, 'end other programs, or take fewer workers')];
};

function rated(subject: string, where: string, free: number, needed: number, remedy: string): Verdict {
  const found = `${gib(free)} ${where}`;
  if (free >= needed * COMFORT) return { subject, level: 'ok', found };
  return free >= needed
    ? { subject, level: 'warning', found: `${found}, which is little: ${gib(needed)} are needed`, remedy }
    : { subject, level: 'error', found: `${found}, and ${gib(needed)} are needed`, remedy };
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
