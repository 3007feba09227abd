import { ImageName } from 'testcontainers';
import type { Engine } from '../engine/engine.ts';
import { abortable } from '../host/abortable.ts';
import { type Progress, reported } from '../progress.ts';

/** A registry that has not said anything by then is taken for out of reach. */
const PULL_SILENCE_MS = 20_000;

/** Whether the engine has an image, by its tag or digest. */
export async function hasImage(engine: Engine, reference: string): Promise<boolean> {
  return engine.client.image.exists(ImageName.fromString(reference));
}

/** How long to wait for a registry: until it says something, and until the image is there. */
export interface Patience {
  readonly silenceMs?: number;
  readonly mostMs?: number;
}

/** Pulls an image. @returns why it could not be pulled, or undefined when it was. */
export async function pullImage(
  engine: Engine,
  reference: string,
  progress: Progress,
  signal: AbortSignal,
  { silenceMs = PULL_SILENCE_MS, mostMs }: Patience = {},
): Promise<Error | undefined> {
  const { dockerode } = engine.client.container;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error('the registry did not answer')), silenceMs);
  const limit = mostMs === undefined ? [] : [AbortSignal.timeout(mostMs)];
  try {
    const abortSignal = AbortSignal.any([signal, silence.signal, ...limit]);
    await reported(progress, `Pulling ${reference}`, async () => {
      const stream = await dockerode.pull(reference, { abortSignal });
      const pulled = new Promise<void>((resolve, reject) => {
        dockerode.modem.followProgress(
          stream,
          (error) => (error ? reject(error) : resolve()),
          () => clearTimeout(timer),
        );
      });
      await abortable(pulled, abortSignal);
    });
    return (await hasImage(engine, reference)) ? undefined : new Error(`${reference} is not there after the pull`);
  } catch (error) {
    signal.throwIfAborted();
    const why = silence.signal.aborted ? (silence.signal.reason as unknown) : error;
    const told = why instanceof Error ? why : new Error(String(why));
    progress(`Pulling ${reference}: not to be had (${told.message})`);
    return told;
  } finally {
    clearTimeout(timer);
  }
}
