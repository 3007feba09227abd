import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processStart, signalProcess } from '../host/processes.ts';

/** What runc writes down of a container (libcontainer's `State`), as far as it is needed here. */
interface RuncState {
  readonly init_process_pid: number;
  readonly init_process_start: number;
  readonly cgroup_paths?: Readonly<Record<string, string>>;
}

const END_TIMEOUT_MS = 10_000;

/**
 * Ends the containers that go on running after their engine was killed with its shims: nothing names them but runc's own
 * records below the engine's exec root. With a container's first process the kernel ends all others of it. Their cgroups go too.
 */
export async function endOrphanedContainers(execRoot: string, signal: AbortSignal): Promise<void> {
  const states = runcStates(join(execRoot, 'runtime-runc', 'moby'));
  const lives = (state: RuncState) => processStart(state.init_process_pid) === String(state.init_process_start);
  for (const state of states.filter(lives)) signalProcess(state.init_process_pid, 'SIGKILL');
  const deadline = performance.now() + END_TIMEOUT_MS;
  while (states.some(lives)) {
    if (performance.now() > deadline) {
      const pids = states.filter(lives).map((state) => state.init_process_pid);
      throw new Error(
        `Containers of a killed engine do not end: processes ${pids.join(', ')} got SIGKILL and still live`,
      );
    }
    await delay(20, undefined, { signal });
  }
  for (const { cgroup_paths = {} } of states) for (const path of Object.values(cgroup_paths)) removeCgroup(path);
}

function runcStates(folder: string): RuncState[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((id) => {
    try {
      return [JSON.parse(readFileSync(join(folder, id, 'state.json'), 'utf8')) as RuncState];
    } catch {
      // The engine was killed while runc wrote down a container that had not begun.
      return [];
    }
  });
}

/** A cgroup can only be removed from its leaves up; one that still has processes stays, as the host's, not ours. */
function removeCgroup(path: string): void {
  try {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) removeCgroup(join(path, entry.name));
    }
    rmdirSync(path);
  } catch {
    // It is gone, or in use.
  }
}
