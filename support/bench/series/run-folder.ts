import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../../report/summary-json.ts';
import type { RunRecord } from './series-run.ts';

const RUN = /^run-(\d+)$/;
const RECORD = 'run.json';

/** What is found in the folder of a run, however it ended. */
export interface RunFolder {
  /** From 1. */
  readonly number: number;
  /** `run-03`. */
  readonly name: string;
  /** Undefined when the series ended before the run did. */
  readonly record: RunRecord | undefined;
  readonly summary: RunSummary | undefined;
  /** How many scenarios Cucumber was going to run; undefined when it did not come to choose any. */
  readonly selected: number | undefined;
}

/** The name of a run's folder. */
export function runName(number: number): string {
  return `run-${String(number).padStart(2, '0')}`;
}

/** The runs that a series' folder holds, by their numbers. @throws for a file that is no JSON; names it. */
export function readRunFolders(folder: string): RunFolder[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const number = RUN.exec(name)?.[1];
      return number === undefined ? [] : [readRunFolder(folder, name, Number(number))];
    })
    .toSorted((a, b) => a.number - b.number);
}

/** Keeps what a series knows of a run, once its process has ended. */
export function writeRunRecord(folder: string, record: RunRecord): void {
  writeFileSync(join(folder, RECORD), `${JSON.stringify(record, undefined, 2)}\n`);
}

/** Reads one of them. @throws for a file that is no JSON; names it. */
export function readRunFolder(series: string, name: string, number: number): RunFolder {
  const file = (each: string) => join(series, name, each);
  return {
    number,
    name,
    record: readJson<RunRecord>(file(RECORD)),
    summary: readJson<RunSummary>(file('summary.json')),
    selected: countSelected(file('messages.ndjson')),
  };
}

/** Reads a JSON file of Kindling's own; undefined where there is none. @throws for what is no JSON; names the file. */
export function readJson<T>(path: string): T | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (cause) {
    throw new Error(`${path} is not JSON: it was damaged; remove it`, { cause });
  }
}

/** Cucumber announces all test cases before it runs the first. */
function countSelected(path: string): number | undefined {
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{"testCase":')).length;
}
