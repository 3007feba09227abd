import type { HostCheck, Verdict } from './check.ts';

/** What kubelet limits pods by. */
const CONTROLLERS = ['cpu', 'cpuset', 'memory', 'pids'];
const subject = 'cgroup';

/** The host's cgroup version, and whether the controllers that kubelet needs are there. */
export const cgroup: HostCheck = (host) => {
  if (host.platform !== 'linux') return [];
  const unified = host.read('/sys/fs/cgroup/cgroup.controllers');
  if (unified !== undefined) return [verdict('v2', unified.trim().split(' '))];
  const mounted = mountedControllers(host.read('/proc/self/mountinfo') ?? '');
  if (mounted.length > 0) return [verdict('v1 (kubelet is told to accept it)', mounted)];
  const remedy = 'mount -t cgroup2 none /sys/fs/cgroup';
  return [{ subject, level: 'error', found: 'not mounted: nothing can limit a container', remedy }];
};

function verdict(version: string, controllers: readonly string[]): Verdict {
  const missing = CONTROLLERS.filter((controller) => !controllers.includes(controller));
  if (missing.length === 0) return { subject, level: 'ok', found: version };
  const remedy =
    version === 'v2'
      ? `echo "${missing.map((controller) => `+${controller}`).join(' ')}" > /sys/fs/cgroup/cgroup.subtree_control in the parent cgroup, or enable them in the kernel`
      : missing.map((controller) => `mount -t cgroup -o ${controller} none /sys/fs/cgroup/${controller}`).join('; ');
  return {
    subject,
    level: 'error',
    found: `${version} without ${missing.join(', ')}: kubelet would not start`,
    remedy,
  };
}

/** Controllers of cgroup v1, from the options of its mounts (proc(5): the last field of a line of mountinfo). */
function mountedControllers(mountinfo: string): string[] {
  return mountinfo
    .split('\n')
    .filter((line) => line.includes(' - cgroup '))
    .flatMap((line) => line.slice(line.lastIndexOf(' ') + 1).split(','));
}
