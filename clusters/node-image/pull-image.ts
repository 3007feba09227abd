import { ImageName } from 'testcontainers';
import type { Engine } from '../engine/engine.ts';
import { type Progress, reported } from '../progress.ts';

/** A registry that has not said anything by then is taken for out of reach. */
const PULL_SILENCE_MS = 20_000;

/** Whether the engine has an image, by its tag or digest. */
export async function hasImage(engine: Engine, reference: string): Promise<boolean> {
  return engine.client.image.exists(ImageName.fromString(reference));
}

/** Pulls an image. @returns why it could not be pulled, or undefined when it was. */
export async function pullImage(
  engine: Engine,
  reference: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<Error | undefined> {
  const { dockerode } = engine.client.container;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error('the registry did not answer')), PULL_SILENCE_MS);
  try {
    const abortSignal = AbortSignal.any([signal, silence.signal]);
    await reported(progress, `Pulling ${reference}`, async () => {
      const stream = await dockerode.pull(reference, { abortSignal });
      await new Promise<void>((resolve, reject) => {
        dockerode.modem.followProgress(
          stream,
          (error) => (error ? reject(error) : resolve()),
          () => clearTimeout(timer),
        );
      });
    });
    return (await hasImage(engine, reference)) ? undefined : new Error(`${reference} is not there after the pull`);
  } catch (error) {
    signal.throwIfAborted();
    progress(`Pulling ${reference}: not to be had (${error instanceof Error ? error.message : String(error)})`);
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
  }
}
