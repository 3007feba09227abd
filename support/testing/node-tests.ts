import { globSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import type { Counts } from './counts.ts';

const FOLDERS = '{clusters,steps,support}/**';
const CLUSTER_TESTS = `${FOLDERS}/*.cluster.test.ts`;

/** Tests that need nothing. */
export function unitTests(): string[] {
  const cluster = new Set(globSync(CLUSTER_TESTS));
  return globSync(`${FOLDERS}/*.test.ts`).filter((file) => !cluster.has(file));
}

/** Tests that need a real cluster, or make one. @param long with those that take a minute and more each. */
export function clusterTests(long: boolean): string[] {
  return globSync(CLUSTER_TESTS).filter((file) => long || !file.endsWith('.long.cluster.test.ts'));
}

/**
 * Runs files of node:test and prints what they say.
 * @param concurrency how many files at a time. Cluster tests share two cores with the clusters that they test.
 * @throws when not one test ran: that proves nothing.
 */
export async function runNodeTests(
  files: readonly string[],
  concurrency: number,
  signal: AbortSignal,
): Promise<Counts> {
  const events = run({ files: [...files], concurrency, signal });
  let counts: Counts | undefined;
  events.on('test:summary', ({ counts: all, file }) => {
    // One summary comes per file, too.
    if (file === undefined)
      counts = { passed: all.passed, failed: all.tests - all.passed - all.skipped - all.todo, skipped: all.skipped };
  });
  for await (const text of events.compose<NodeJS.ReadableStream>(new spec())) process.stdout.write(String(text));
  if (counts === undefined || counts.passed + counts.failed + counts.skipped === 0)
    throw new Error('node:test ran no test');
  return counts;
}
