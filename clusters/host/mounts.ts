import { readFileSync } from 'node:fs';
import { execaSync } from 'execa';

/** Mount points at or below `folder`, the innermost first. Linux only; else none. */
export function mountsBelow(folder: string): string[] {
  if (process.platform !== 'linux') return [];
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((point) => point === folder || point.startsWith(`${folder}/`))
    .reverse();
}

/** Unmounts all that is mounted at or below `folder`. A mount still in use is detached and goes when its last user ends. */
export function unmountBelow(folder: string): void {
  for (const point of mountsBelow(folder)) execaSync('umount', ['--lazy', point]);
}
