import { mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import type { Progress } from '../../clusters/progress.ts';
import type { Fact } from '../timeline/facts.ts';
import { readTimeline } from '../timeline/reader.ts';

/** A run of scenarios as a user would start it. */
export interface CatalogueRun {
  /** Of the command line of `npm run scenarios`: paths and options. */
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** For the name of its report folder below `reports`. */
  readonly name: string;
}

/** How a process that ran scenarios ended. */
export interface ProcessEnd {
  /** Undefined when a signal killed it. */
  readonly exitCode: number | undefined;
  /** What it wrote to either stream. */
  readonly output: string;
}

/**
 * Runs scenarios in a process of their own, however they end, with their reports in `folder`.
 * @param hear is told every line of its progress as it comes.
 * @throws the reason of the signal once it aborted and the process has cleaned up.
 */
export async function runScenarios(
  run: Omit<CatalogueRun, 'name'>,
  folder: string,
  signal: AbortSignal,
  hear: Progress = () => {},
): Promise<ProcessEnd> {
  const { all, exitCode } = await execa(process.execPath, ['support/cli/scenarios.ts', ...run.arguments], {
    env: { ...run.environment, KINDLING_REPORT: folder },
    reject: false,
    all: true,
    *stderr(line: unknown) {
      hear(String(line));
      yield line;
    },
    cancelSignal: signal,
    // A process group of its own: Ctrl-C would reach it from the terminal too, and a second signal ends it without its clean-up.
    detached: true,
    // Its clean-up takes as long as it takes.
    forceKillAfterDelay: false,
  });
  signal.throwIfAborted();
  return { exitCode, output: all };
}

/**
 * Runs scenarios in a process of their own, however they end, and returns what their timeline says.
 * @throws when they left no timeline: then no cluster came up.
 */
export async function runCatalogue(run: CatalogueRun, tell: Progress, signal: AbortSignal): Promise<Fact[]> {
  const folder = mkdtempSync(resolve('reports', `${run.name.replaceAll(/[^a-z0-9]+/g, '-')}-`));
  const { output, exitCode } = await runScenarios(run, folder, signal);
  try {
    return await readTimeline(join(folder, 'timeline.ndjson'));
  } catch (cause) {
    tell(lastLines(output));
    throw new Error(`the scenarios ended with exit code ${exitCode} and left no timeline in ${folder}`, { cause });
  }
}

/** The end of what a process wrote, where it says why it ended. */
export function lastLines(output: string): string {
  return output.split('\n').slice(-15).join('\n');
}
