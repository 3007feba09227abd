import type { HostCheck } from './check.ts';

const subject = 'overlay file system';

/** Whether the kernel has the file system that images are put together with (proc(5): /proc/filesystems). */
export const overlay: HostCheck = (host, { embedded }) => {
  const known = host.read('/proc/filesystems');
  if (!embedded || known === undefined) return [];
  if (/\boverlay$/m.test(known)) return [{ subject, level: 'ok', found: 'known to the kernel' }];
  // A module that is not loaded is not listed, and is loaded when it is first used.
  return [{ subject, level: 'warning', found: 'not known to the kernel yet', remedy: 'modprobe overlay' }];
};
