import { readdir, readFile } from 'node:fs/promises';

/** Linux counts processor time in hundredths of a second towards programs (USER_HZ). */
const MS_PER_TICK = 10;

/**
 * Processor time of a process and those it started, so far, in ms; undefined where there is no /proc. k6 runs as a child of
 * its supervisor.
 */
export async function cpuTimeMs(pid: number): Promise<number | undefined> {
  const own = await ownMs(pid);
  if (own === undefined) return undefined;
  const children = await Promise.all((await childrenOf(pid)).map(cpuTimeMs));
  return children.reduce<number>((sum, time) => sum + (time ?? 0), own);
}

async function ownMs(pid: number): Promise<number | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in brackets that may hold spaces; utime and stime are the 14th and 15th (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  } catch {
    return undefined;
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  try {
    const threads = await readdir(`/proc/${pid}/task`);
    const lists = await Promise.all(
      threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
    );
    return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
  } catch {
    return [];
  }
}
