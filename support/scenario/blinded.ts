import { ExpectationFailed, InstrumentBlind } from '../expect/verdict-errors.ts';
import { isServerAway } from '../kubernetes/errors.ts';

/**
 * What a step threw, as the verdict is to take it: that the API server was away, whether a step wanted to look or to do something,
 * or that a watch cannot go on, is blindness and says nothing of the cluster's tools. Everything else stays what it is.
 * @param blind aborted, with its reason, when a watch of the run cannot go on; undefined where nothing is watched yet.
 */
export function asBlindness(error: unknown, blind?: AbortSignal): unknown {
  if (error instanceof ExpectationFailed || error instanceof InstrumentBlind) return error;
  const own = (each: unknown) => isServerAway(each) || (blind?.aborted === true && each === blind.reason);
  if (!causesOf(error).some(own)) return error;
  return new InstrumentBlind(error instanceof Error ? error.message : String(error), { cause: error });
}

/** An error, what it was caused by, and what it gathers. */
function causesOf(error: unknown): unknown[] {
  if (!(error instanceof Error)) return [error];
  const gathered: unknown[] = error instanceof AggregateError ? error.errors : [];
  const next = error.cause === undefined ? gathered : [...gathered, error.cause];
  return [error, ...next.flatMap(causesOf)];
}
