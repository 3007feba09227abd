import { execa } from 'execa';

/** tar options that make the same archive of the same files, whoever packs them and when. */
export const REPRODUCIBLE = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];

/** Packs the content of a folder into a tar file. @returns the tar file. */
export async function packFolder(folder: string, file: string, signal: AbortSignal): Promise<string> {
  await execa('tar', ['--create', `--file=${file}`, ...REPRODUCIBLE, `--directory=${folder}`, '.'], {
    cancelSignal: signal,
  });
  return file;
}
