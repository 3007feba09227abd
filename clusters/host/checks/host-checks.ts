import { capabilities } from './capabilities.ts';
import { cgroup } from './cgroup.ts';
import type { Host, HostCheck, HostPlan, Verdict } from './check.ts';
import { inotify } from './inotify.ts';
import { overlay } from './overlay.ts';
import { disk, memory } from './space.ts';

/** All that is looked at before a cluster starts. A new check is a file beside these and a word here. */
const HOST_CHECKS: readonly HostCheck[] = [inotify, cgroup, capabilities, overlay, disk, memory];

/** Looks at the host and changes nothing. */
export function checkHost(host: Host, plan: HostPlan): Verdict[] {
  return HOST_CHECKS.flatMap((check) => check(host, plan));
}
