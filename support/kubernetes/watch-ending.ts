import { isGone, KubernetesError } from './errors.ts';

/** Why a watch's connection is no more (or never was), when the watch can go on from it. */
export class Ending {
  readonly reason: string;
  /** The resourceVersion is too old to resume from: a new list is due. */
  readonly gone: boolean;
  readonly cause: unknown;

  constructor(reason: string, gone: boolean, cause?: unknown) {
    this.reason = reason;
    this.gone = gone;
    this.cause = cause;
  }
}

/**
 * Tells what passes from what does not: no answer, 429, 5xx and 410 pass, and of a server that had let us in before
 * also 401 and 403, which a restarted one answers until its authorizer has read the cluster's roles.
 * @returns undefined for an error that trying again will not mend.
 */
export function endingOf(error: unknown, hadLetUsIn: boolean): Ending | undefined {
  if (!(error instanceof KubernetesError)) return undefined;
  const { code, message } = error;
  if (isGone(error)) return new Ending(message, true, error);
  const passing = code === 0 || code === 429 || code >= 500 || (hadLetUsIn && (code === 401 || code === 403));
  return passing ? new Ending(message, false, error) : undefined;
}
