import { execa } from 'execa';
import { type Counts, sumOf } from './counts.ts';

/** A tool that finds faults without running anything, and how it is called. */
interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly fix: readonly [string, ...string[]];
}

const SOURCES = ['clusters', 'steps', 'support'];

const CHECKS: readonly Check[] = [
  { name: 'types', command: ['tsc'], fix: ['tsc'] },
  { name: 'format and lint', command: ['biome', 'check'], fix: ['biome', 'check', '--write'] },
  {
    name: 'promises',
    command: ['oxlint', '--type-aware', ...SOURCES],
    fix: ['oxlint', '--type-aware', '--fix', ...SOURCES],
  },
  { name: 'dead code', command: ['knip'], fix: ['knip'] },
];

/** Runs every check to its end, each with what it found below its name. */
export async function runChecks({ fix }: { readonly fix: boolean }): Promise<Counts> {
  const counts: Counts[] = [];
  for (const check of CHECKS) {
    const [tool, ...arguments_] = fix ? check.fix : check.command;
    const { exitCode, all } = await execa(tool, arguments_, { all: true, reject: false, preferLocal: true });
    const ok = exitCode === 0;
    process.stdout.write(`${ok ? '✔' : '✖'} ${check.name}\n${ok ? '' : `${all}\n`}`);
    counts.push({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
  }
  return sumOf(counts);
}
