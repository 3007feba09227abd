import { linkSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Container } from 'dockerode';
import { execa } from 'execa';
import type { Engine } from '../engine/engine.ts';
import { cacheFolder } from '../host/cache.ts';
import { madeOnce } from '../host/made-once.ts';

/**
 * Puts the kubectl of a node's image into a folder, under this name: built images have one program for all of Kubernetes, which
 * goes by the name it is called by. It is copied once per image and then linked.
 * @returns its path; undefined off Linux, where a program of a node cannot run.
 */
export async function placeKubectl(
  engine: Engine,
  container: Container,
  folder: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const { Image, Name } = await container.inspect({ abortSignal: signal });
  const copied = join(cacheFolder('kubectl'), Image.replace('sha256:', '').slice(0, 16));
  await madeOnce(copied, signal, async (partial) => {
    const { exitCode, stdout, output } = await engine.client.container.exec(container, [
      'sh',
      '-c',
      'readlink -f "$(command -v kubectl)"',
    ]);
    if (exitCode !== 0) throw new Error(`Node ${Name.slice(1)} has no kubectl: ${output.trim()}`);
    const archive = await container.getArchive({ path: stdout.trim(), abortSignal: signal });
    await execa('tar', ['--extract', '--directory', partial], { input: archive as Readable, cancelSignal: signal });
    renameSync(join(partial, basename(stdout.trim())), join(partial, 'kubectl'));
  });
  const place = join(folder, 'kubectl');
  rmSync(place, { force: true });
  linkSync(join(copied, 'kubectl'), place);
  return place;
}
