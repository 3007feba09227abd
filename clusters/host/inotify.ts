import { readFileSync, writeFileSync } from 'node:fs';
import type { Progress } from '../progress.ts';

/**
 * What three nodes and more need: kubelet, containerd, systemd and kube-proxy watch files, and the kernel counts all of that
 * per user of the host, whatever container it is in (https://kind.sigs.k8s.io/docs/user/known-issues/#pod-errors-due-to-too-many-open-files).
 */
const NEEDED = { max_user_instances: 1024, max_user_watches: 524_288 } as const;

/**
 * Raises this host's inotify limits where they are too low for a cluster, and says so. They stay raised, since other
 * clusters may have come to need them. Only as root on Linux; elsewhere the engine's machine has limits of its own.
 */
export function raiseInotifyLimits(progress: Progress): void {
  if (process.platform !== 'linux') return;
  for (const [name, needed] of Object.entries(NEEDED)) {
    const path = `/proc/sys/fs/inotify/${name}`;
    const present = Number(readFileSync(path, 'utf8'));
    if (present >= needed) continue;
    if (process.getuid?.() !== 0) {
      progress(
        `fs.inotify.${name} is ${present}; nodes may fail with "too many open files": sudo sysctl fs.inotify.${name}=${needed}`,
      );
      continue;
    }
    writeFileSync(path, String(needed));
    progress(`Raised fs.inotify.${name} from ${present} to ${needed}`);
  }
}
