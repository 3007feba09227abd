import { existsSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { execa } from 'execa';
import { contentHash } from '../../../clusters/host/content-hash.ts';
import type { SeriesOrigin } from './origin.ts';

/**
 * Which code this is, without what lies in `besides`, an absolute path: reports are no code.
 * @throws when git fails though there is a work tree; without git or a work tree nothing is known.
 */
export async function workTree(
  besides: string,
  signal: AbortSignal,
): Promise<Pick<SeriesOrigin, 'commit' | 'dirty' | 'changes'>> {
  const head = await execa('git', ['rev-parse', 'HEAD'], { cancelSignal: signal, reject: false });
  signal.throwIfAborted();
  if (head.failed) return { commit: undefined, dirty: false, changes: undefined };
  const place = relative(process.cwd(), besides);
  const inside = place !== '' && !place.startsWith('..') && !isAbsolute(place);
  const paths = ['--', '.', ...(inside ? [`:(exclude)${place}`] : [])];
  const git = async (...words: string[]) => (await execa('git', [...words, ...paths], { cancelSignal: signal })).stdout;
  const status = await git('status', '--porcelain', '--untracked-files=all');
  if (status === '') return { commit: head.stdout, dirty: false, changes: undefined };
  const difference = await git('diff', 'HEAD', '--binary');
  const untracked = await git('ls-files', '--others', '--exclude-standard', '-z');
  const files = untracked.split('\0').filter((file) => file !== '' && existsSync(file));
  return { commit: head.stdout, dirty: true, changes: contentHash(files, [status, difference]) };
}
