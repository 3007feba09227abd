import process from 'node:process';
import { findK6 } from './k6.ts';
import { findK6Image, type ImageSource } from './k6-image.ts';
import type { Meter } from './meter.ts';
import { MeterError } from './meter-error.ts';
import { findPriority } from './priority.ts';
import { probeRunner } from './probe-runner-meter.ts';

/** The words for `KINDLING_METER`: a k6 of the user's, k6 in a container, or the embedded runner. */
const CHOICES = ['k6', 'k6-image', 'probe-runner'] as const;

/** Asked for where there is no k6 on PATH: which engine might have k6's image, if any. */
export type ImageSources = () => Promise<ImageSource | undefined>;

const nowhere: ImageSources = async () => undefined;

/**
 * The best meter of this machine: the k6 that `K6_BIN` names, else k6 on PATH, else k6 in a container, else the embedded probe
 * runner. `KINDLING_METER` forces one of them. `Meter.reason` says why it is this one; the choice is never silent.
 * @param environment where `KINDLING_METER`, `K6_BIN` and `PATH` are looked up.
 * @throws {MeterError} when `K6_BIN` is set and names no k6 of version 1.0 or newer, and when the one that is forced is not there.
 */
export async function findMeter(
  signal: AbortSignal,
  environment: NodeJS.ProcessEnv = process.env,
  images: ImageSources = nowhere,
): Promise<Meter> {
  const wanted = environment['KINDLING_METER'] || undefined;
  if (wanted !== undefined && !(CHOICES as readonly string[]).includes(wanted)) {
    throw new MeterError(`KINDLING_METER is "${wanted}", expected one of ${CHOICES.join(', ')}`);
  }
  const priority = await findPriority(signal, environment);
  if (wanted === 'probe-runner') return probeRunner('KINDLING_METER asks for it', priority);
  if (wanted === 'k6-image') return forcedImage(images, signal);
  const named = environment['K6_BIN'];
  if (named !== undefined && named !== '') {
    const search = await findK6(named, `K6_BIN is ${named}`, environment, signal, priority);
    if (search.k6 !== undefined) return search.k6;
    throw new MeterError(
      `K6_BIN is ${named}, but ${search.reason}; name a k6 of version 1.0 or newer, or unset K6_BIN`,
    );
  }
  const onPath = await findK6('k6', 'k6 on PATH', environment, signal, priority);
  if (onPath.k6 !== undefined) return onPath.k6;
  if (wanted === 'k6')
    throw new MeterError(`KINDLING_METER is k6, but there is ${onPath.reason}, and K6_BIN is not set`);
  const source = await images();
  const inImage = source === undefined ? undefined : await findK6Image(source, signal);
  if (inImage?.k6 !== undefined) return inImage.k6;
  const reason = inImage === undefined ? onPath.reason : `${onPath.reason}, ${inImage.reason}`;
  return probeRunner(reason, priority);
}

async function forcedImage(images: ImageSources, signal: AbortSignal): Promise<Meter> {
  const source = await images();
  if (source === undefined) throw new MeterError('KINDLING_METER is k6-image, but no container engine runs');
  const search = await findK6Image(source, signal);
  if (search.k6 !== undefined) return search.k6;
  throw new MeterError(`KINDLING_METER is k6-image, but ${search.reason}`);
}

/** Every meter of this machine: the best, and the embedded probe runner if that is another. @throws as `findMeter`. */
export async function everyMeter(
  signal: AbortSignal,
  environment: NodeJS.ProcessEnv = process.env,
  images: ImageSources = nowhere,
): Promise<Meter[]> {
  const best = await findMeter(signal, environment, images);
  return best.name === 'k6' ? [best, probeRunner('always there', await findPriority(signal, environment))] : [best];
}
