import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import type { Counts } from './counts.ts';

/**
 * Runs the core scenarios, a few of each rule, as a user does: on a cluster of their own. Counts verdicts; only passed is passed.
 * The whole catalogue takes seven and a half minutes on two fast cores, fourteen on two slow ones, and is the nightly run's.
 */
export async function runScenarioTests(signal: AbortSignal): Promise<Counts> {
  const folder = mkdtempSync(resolve('reports', 'test-'));
  const { exitCode } = await execa(process.execPath, ['support/cli/scenarios.ts', '--tags', '@core'], {
    stdio: 'inherit',
    reject: false,
    cancelSignal: signal,
    env: { KINDLING_REPORT: folder },
  });
  let totals: Record<string, number>;
  try {
    totals = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')).totals;
  } catch (cause) {
    if (exitCode === 0) throw new Error('the scenarios ended well and left no summary.json', { cause });
    // No cluster came up, so no scenario has a verdict.
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const { passed = 0, failed = 0, invalid = 0, broken = 0 } = totals;
  const unexplained = exitCode !== 0 && failed + invalid + broken === 0 ? 1 : 0;
  if (exitCode === 0) rmSync(folder, { recursive: true, force: true });
  return { passed, failed: failed + invalid + broken + unexplained, skipped: 0 };
}
