import { readFileSync, statfsSync, writeFileSync } from 'node:fs';
import type { Host } from './check.ts';

/** The host that this process runs on. */
export const thisHost: Host = {
  platform: process.platform,
  root: process.getuid?.() === 0,
  read(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      // Another operating system, another kernel, or not for this user: a check then has nothing to say of it.
      return undefined;
    }
  },
  write: (path, text) => writeFileSync(path, text),
  freeBytes(folder) {
    try {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    } catch {
      // The engine runs in a machine of its own, and so does its data.
      return undefined;
    }
  },
};
