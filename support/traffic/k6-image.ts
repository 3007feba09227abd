import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../clusters/engine/engine.ts';
import { cacheFolder } from '../../clusters/host/cache.ts';
import { hasImage, pullImage } from '../../clusters/node-image/pull-image.ts';
import type { Progress } from '../../clusters/progress.ts';
import type { ContainerCall } from './k6-container-options.ts';
import type { Meter } from './meter.ts';
import { NORMAL } from './priority.ts';
import { startScript } from './script-run.ts';
import { startTraffic } from './traffic-run.ts';

/** An image with k6 as its entrypoint. */
export interface K6Image {
  readonly reference: string;
  readonly version: string;
}

/** Where an image may come from, and whose its containers are. */
export interface ImageSource {
  readonly engine: Engine;
  readonly progress: Progress;
  /** The run that removes what is left of a container, also after a `kill -9`; absent for a bench, which has none. */
  readonly run?: string;
  /** Only an image that is there already. */
  readonly pull: boolean;
}

/**
 * The newest k6 at the time of writing, by the digest of its index for amd64 and arm64. No registry was at hand to ask: the digest is
 * the one that ten independent public repositories pin beside `grafana/k6:2.3.0`. A wrong one would make the pull fail.
 */
export const K6_IMAGE: K6Image = {
  reference: 'grafana/k6@sha256:9c2dee7f8ed74d317e4027c06a10f169b625638189de8d4555d0b3486a5aeb34',
  version: '2.3.0',
};

/** Offline a run loses this much, once an hour. */
const SILENCE_MS = 5000;
const MOST_MS = 60_000;
const REFUSAL_LASTS_MS = 3_600_000;

const program = fileURLToPath(new URL('./k6-container.ts', import.meta.url));
const project = fileURLToPath(new URL('../..', import.meta.url));

/** The k6 of an image, or why it cannot be used here. */
export type K6ImageSearch = { readonly k6: Meter } | { readonly k6: undefined; readonly reason: string };

/**
 * Looks for the image in the engine and pulls it where it is not. A registry that did not answer is not asked again for an hour.
 * Never throws for a want of it.
 */
export async function findK6Image(
  { engine, progress, run, pull }: ImageSource,
  signal: AbortSignal,
  image = K6_IMAGE,
): Promise<K6ImageSearch> {
  const absent = (reason: string) => ({ k6: undefined, reason });
  const obstacle = obstacleToDoors(engine);
  if (obstacle !== undefined) return absent(obstacle);
  const present = await hasImage(engine, image.reference);
  if (!present && !pull) return absent(`no ${name(image)} in the engine`);
  if (!present) {
    const minutes = minutesSinceRefusal(image);
    if (minutes !== undefined) return absent(`${name(image)} could not be pulled ${minutes} min ago`);
    const refusal = await pullImage(engine, image.reference, progress, signal, {
      silenceMs: SILENCE_MS,
      mostMs: MOST_MS,
    });
    if (refusal !== undefined) {
      writeFileSync(refusalFile(), JSON.stringify({ reference: image.reference, at: Date.now() }));
      return absent(`${name(image)} could not be pulled`);
    }
  }
  const made = {
    name: 'k6',
    version: image.version,
    priority: { ...NORMAL, reason: 'in a container' },
    contained: true,
  } as const;
  const engineOf = {
    ...made,
    command: (args: readonly string[], folder: string) => {
      const call: ContainerCall = { image: image.reference, run, arguments: args, writes: folder, reads: readable() };
      return { file: process.execPath, arguments: [program, JSON.stringify(call)] };
    },
  };
  const reason = `${name(image)} by its digest`;
  return {
    k6: {
      ...made,
      reason,
      start: (plan, sink, started) => startTraffic(engineOf, plan, sink, started),
      startScript: (plan, sink, started) => startScript(engineOf, plan, sink, started),
    },
  };
}

/** Doors are published on 127.0.0.1 of this host, and files are read where k6 writes them: both need an engine on this very Linux. */
function obstacleToDoors({ client }: Engine): string | undefined {
  const { modem } = client.container.dockerode as unknown as { modem: { socketPath?: string } };
  const local = modem.socketPath !== undefined && client.info.containerRuntime.operatingSystem !== 'Docker Desktop';
  return process.platform === 'linux' && local ? undefined : 'a k6 container could not reach doors on 127.0.0.1 here';
}

/** Folders with scripts: Kindling's, and the user's project. */
function readable(): string[] {
  return [...new Set([resolve(project), process.cwd()])];
}

function name({ reference }: K6Image): string {
  return `image ${reference.split('@')[0]}`;
}

function refusalFile(): string {
  return join(cacheFolder(), 'k6-image-refused.json');
}

/** Whole minutes since a registry last refused this image; undefined when it did not within the hour, or nobody knows. */
function minutesSinceRefusal({ reference }: K6Image): number | undefined {
  try {
    const last = JSON.parse(readFileSync(refusalFile(), 'utf8')) as { reference?: string; at?: number };
    const age = Date.now() - (last.at ?? 0);
    return last.reference === reference && age >= 0 && age < REFUSAL_LASTS_MS ? Math.floor(age / 60_000) : undefined;
  } catch {
    return undefined;
  }
}
