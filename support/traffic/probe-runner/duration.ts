import { exitCodes, RunnerError } from './runner-error.ts';

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * A duration as k6 scripts write it ("1m30s", "500ms", or a number of ms), in ms.
 * @param what names the setting in the error.
 */
export function durationMs(value: unknown, what: string): number {
  if (typeof value === 'number' && value >= 0) return value;
  const text = String(value);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) {
    throw new RunnerError(exitCodes.invalidConfig, `${what} is ${text}, expected a duration such as "30s" or "500ms"`);
  }
  return parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (unitsMs[unit] ?? 0), 0);
}
