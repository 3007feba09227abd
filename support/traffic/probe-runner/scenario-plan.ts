import { durationMs } from './duration.ts';
import type { Tags } from './metric.ts';
import { exitCodes, RunnerError, unsupported } from './runner-error.ts';

/** What a scenario does, by executor (https://grafana.com/docs/k6/latest/using-k6/scenarios/executors/). */
export type Schedule =
  | { readonly executor: 'constant-arrival-rate'; readonly periodMs: number; readonly durationMs: number }
  | { readonly executor: 'constant-vus'; readonly durationMs: number }
  | { readonly executor: 'shared-iterations'; readonly iterations: number; readonly durationMs: number };

/** A scenario of the script, checked and completed. `durationMs` ends the start of iterations, `gracefulStopMs` later their run. */
export interface ScenarioPlan {
  readonly name: string;
  /** The exported function to run. */
  readonly exec: string;
  readonly vus: number;
  readonly startMs: number;
  readonly gracefulStopMs: number;
  readonly tags: Tags;
  readonly schedule: Schedule;
}

const common = ['executor', 'exec', 'startTime', 'gracefulStop', 'tags'];
const own: Readonly<Record<Schedule['executor'], readonly string[]>> = {
  'constant-arrival-rate': ['rate', 'timeUnit', 'duration', 'preAllocatedVUs', 'maxVUs'],
  'constant-vus': ['vus', 'duration'],
  'shared-iterations': ['vus', 'iterations', 'maxDuration'],
};

/** Reads one of `options.scenarios`. @throws {RunnerError} 104, naming what is wrong or not supported. */
export function readScenario(name: string, exported: unknown): ScenarioPlan {
  const given = exported as Record<string, unknown>;
  const executor = String(given['executor']);
  if (!(executor in own))
    throw unsupported(`executor ${executor} of scenario ${name}`, `use ${Object.keys(own).join(', ')}`);
  const stranger = Object.keys(given).find(
    (key) => !common.includes(key) && !own[executor as Schedule['executor']].includes(key),
  );
  if (stranger !== undefined) throw unsupported(`setting ${stranger} of scenario ${name}`);
  const duration = (key: string, fallback?: string) => durationMs(given[key] ?? fallback, `${key} of scenario ${name}`);
  const amount = (key: string, fallback?: number) => {
    const value = given[key] ?? fallback;
    if (Number.isInteger(value) && (value as number) > 0) return value as number;
    throw new RunnerError(
      exitCodes.invalidConfig,
      `${key} of scenario ${name} is ${value}, expected a whole number above 0`,
    );
  };
  const base = {
    name,
    exec: String(given['exec'] ?? 'default'),
    startMs: duration('startTime', '0s'),
    gracefulStopMs: duration('gracefulStop', '30s'),
    tags: (given['tags'] ?? {}) as Tags,
  };
  switch (executor as Schedule['executor']) {
    case 'constant-arrival-rate': {
      const vus = amount('preAllocatedVUs');
      if (amount('maxVUs', vus) > vus)
        throw unsupported(`maxVUs above preAllocatedVUs in scenario ${name}`, 'set both to the same');
      const periodMs = duration('timeUnit', '1s') / amount('rate');
      return {
        ...base,
        vus,
        schedule: { executor: 'constant-arrival-rate', periodMs, durationMs: duration('duration') },
      };
    }
    case 'constant-vus':
      return {
        ...base,
        vus: amount('vus', 1),
        schedule: { executor: 'constant-vus', durationMs: duration('duration') },
      };
    case 'shared-iterations': {
      const schedule = { iterations: amount('iterations', 1), durationMs: duration('maxDuration', '10m') };
      return { ...base, vus: amount('vus', 1), schedule: { executor: 'shared-iterations', ...schedule } };
    }
  }
}
