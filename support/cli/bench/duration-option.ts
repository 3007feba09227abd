import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../../duration.ts';

/** Reads a duration of a command line, in ms. @throws InvalidArgumentError with what is valid. */
export function durationOption(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
