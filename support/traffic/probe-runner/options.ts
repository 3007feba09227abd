import { durationMs } from './duration.ts';
import type { Tags } from './metric.ts';
import { exitCodes, RunnerError, unsupported } from './runner-error.ts';
import { readScenario, type ScenarioPlan } from './scenario-plan.ts';

/** The script's `options`, checked and completed. */
export interface RunnerOptions {
  readonly scenarios: readonly ScenarioPlan[];
  /** As the script has them. */
  readonly thresholds: unknown;
  readonly systemTags: ReadonlySet<string>;
  readonly tags: Tags;
  readonly discardResponseBodies: boolean;
  readonly maxRedirects: number;
  readonly userAgent: string | undefined;
  /** Every request closes its connection. */
  readonly noConnectionReuse: boolean;
}

const known = [
  'scenarios',
  'thresholds',
  'systemTags',
  'tags',
  'discardResponseBodies',
  'maxRedirects',
  'userAgent',
  'noConnectionReuse',
  'vus',
  'duration',
  'iterations',
];

/** k6's own (https://grafana.com/docs/k6/latest/using-k6/tags-and-groups/#system-tags), less those for what is not offered. */
const defaultSystemTags = [
  'proto',
  'status',
  'method',
  'url',
  'name',
  'check',
  'error',
  'error_code',
  'scenario',
  'expected_response',
];

/** Reads `options`. @throws {RunnerError} 104, naming what is wrong or not supported. */
export function readOptions(exported: unknown): RunnerOptions {
  const given = (exported ?? {}) as Record<string, unknown>;
  const stranger = Object.keys(given).find((name) => !known.includes(name));
  if (stranger !== undefined) throw unsupported(`option ${stranger}`);
  return {
    scenarios: Object.entries(scenariosOf(given)).map(([name, scenario]) => readScenario(name, scenario)),
    thresholds: given['thresholds'],
    systemTags: new Set((given['systemTags'] as string[] | undefined) ?? defaultSystemTags),
    tags: (given['tags'] as Tags | undefined) ?? {},
    discardResponseBodies: given['discardResponseBodies'] === true,
    maxRedirects: (given['maxRedirects'] as number | undefined) ?? 10,
    userAgent: given['userAgent'] as string | undefined,
    noConnectionReuse: given['noConnectionReuse'] === true,
  };
}

/** k6's shortcuts without `scenarios`: iterations shared among vus, or vus for a duration, else one iteration. */
function scenariosOf({ scenarios, vus, duration, iterations }: Record<string, unknown>): Record<string, unknown> {
  if (scenarios !== undefined) {
    if (vus !== undefined || duration !== undefined || iterations !== undefined) {
      throw new RunnerError(
        exitCodes.invalidConfig,
        'options: scenarios exclude vus, duration and iterations; give one of both',
      );
    }
    return scenarios as Record<string, unknown>;
  }
  if (duration !== undefined && iterations === undefined) {
    durationMs(duration, 'option duration');
    return { default: { executor: 'constant-vus', vus: vus ?? 1, duration } };
  }
  const maxDuration = duration ?? '10m';
  return { default: { executor: 'shared-iterations', vus: vus ?? 1, iterations: iterations ?? 1, maxDuration } };
}
