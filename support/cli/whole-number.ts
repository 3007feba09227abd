import { InvalidArgumentError } from 'commander';

/** Reads a whole number of a command line within bounds. @throws InvalidArgumentError with what is valid. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`write a whole number from ${least} to ${most}`);
  };
}
