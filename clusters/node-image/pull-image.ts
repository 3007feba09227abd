import type { Engine } from '../engine/engine.ts';
import { abortable } from '../host/abortable.ts';
import { type Progress, reported } from '../progress.ts';
import { exactName, registryReference } from './image-name.ts';
import { type Credentials, registryCredentials } from './registry-credentials.ts';

/** A registry that has not said anything by then is taken for out of reach. */
const PULL_SILENCE_MS = 20_000;

/** Whether the engine has an image of a registry, by its tag or digest, as `pullImage` would put it there. */
export async function hasImage(engine: Engine, reference: string): Promise<boolean> {
  return hasExactImage(engine, registryReference(reference));
}

/** Whether the engine has an image under this very name, as those have that were made here. */
export async function hasExactImage(engine: Engine, reference: string): Promise<boolean> {
  return engine.client.image.exists(exactName(reference));
}

/** How long to wait for a registry: until it says something, and until the image is there. */
export interface Patience {
  readonly silenceMs?: number;
  readonly mostMs?: number;
}

/**
 * Pulls an image with the login that there is for its registry; it is in the engine as `registryReference` says then.
 * @returns why it could not be pulled, or undefined when it was.
 */
export async function pullImage(
  engine: Engine,
  wanted: string,
  progress: Progress,
  signal: AbortSignal,
  { silenceMs = PULL_SILENCE_MS, mostMs }: Patience = {},
): Promise<Error | undefined> {
  const { dockerode } = engine.client.container;
  const reference = registryReference(wanted);
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error('the registry did not answer')), silenceMs);
  const limit = mostMs === undefined ? [] : [AbortSignal.timeout(mostMs)];
  try {
    const abortSignal = AbortSignal.any([signal, silence.signal, ...limit]);
    await reported(progress, `Pulling ${reference}`, async () => {
      const authconfig = await abortable(login(engine, reference, progress), abortSignal);
      const stream = await dockerode.pull(reference, { abortSignal, ...(authconfig && { authconfig }) });
      const pulled = new Promise<void>((resolve, reject) => {
        dockerode.modem.followProgress(
          stream,
          (error) => (error ? reject(error) : resolve()),
          () => clearTimeout(timer),
        );
      });
      await abortable(pulled, abortSignal);
    });
    return (await hasExactImage(engine, reference)) ? undefined : new Error(`${reference} is not there after the pull`);
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

/** As Docker's own program does, which pulls without a login that cannot be read: most images need none. */
async function login(engine: Engine, reference: string, progress: Progress): Promise<Credentials | undefined> {
  try {
    return await registryCredentials(engine, reference);
  } catch (error) {
    progress(
      `Warning: the login for the registry of ${reference} cannot be read (${String(error)}), so it is pulled without one. ` +
        'To mend it: look at credsStore and credHelpers in ~/.docker/config.json, or log in again with "docker login"',
    );
    return undefined;
  }
}
