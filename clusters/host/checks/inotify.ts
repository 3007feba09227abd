import type { HostCheck, Verdict } from './check.ts';

/**
 * What three nodes and more need: kubelet, containerd, systemd and kube-proxy watch files, and the kernel counts all of that
 * per user of the host, whatever container it is in (https://kind.sigs.k8s.io/docs/user/known-issues/#pod-errors-due-to-too-many-open-files).
 */
const NEEDED = { max_user_instances: 1024, max_user_watches: 524_288 } as const;

/** The host's inotify limits. They stay raised, since other clusters may have come to need them. */
export const inotify: HostCheck = (host) =>
  Object.entries(NEEDED).flatMap(([name, needed]): Verdict[] => {
    const path = `/proc/sys/fs/inotify/${name}`;
    const text = host.read(path);
    // Not Linux: the machine of the engine has limits of its own.
    if (text === undefined) return [];
    const present = Number(text);
    const subject = `fs.inotify.${name}`;
    if (present >= needed) return [{ subject, level: 'ok', found: String(present) }];
    const found = `${present}, raised to ${needed}`;
    if (host.root) return [{ subject, level: 'settable', found, set: () => host.write(path, String(needed)) }];
    const remedy = `sudo sysctl ${subject}=${needed}`;
    return [{ subject, level: 'warning', found: `${present}; nodes may fail with "too many open files"`, remedy }];
  });
