import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sendsDatagrams } from './check-plan.ts';
import type { ScriptPlan, TrafficPlan } from './meter.ts';

const script = fileURLToPath(new URL('./probe-script.ts', import.meta.url));
const udpScript = fileURLToPath(new URL('./udp-probe-script.ts', import.meta.url));

/** Where a generator leaves what. */
export interface GeneratorFiles {
  /** NDJSON as it comes, 3.5 kB per request. */
  readonly samples: string;
  /** The generator's log, JSON lines; k6 writes one for each failed request. */
  readonly log: string;
  /** What it printed besides. */
  readonly output: string;
  /** What a user's script came to: `--summary-export`. */
  readonly summary: string;
}

/** The files of a generator that runs in this folder. */
export function generatorFiles(folder: string): GeneratorFiles {
  return {
    samples: join(folder, 'samples.ndjson'),
    log: join(folder, 'generator.log'),
    output: join(folder, 'generator.out'),
    summary: join(folder, 'summary-export.json'),
  };
}

/**
 * The command line, without the command, that sends the plan's traffic: k6's (https://grafana.com/docs/k6/latest/using-k6/k6-options/reference/),
 * of which the probe runner understands this part.
 */
export function generatorArguments(plan: TrafficPlan, files: GeneratorFiles): string[] {
  const settings: Record<string, string> = {
    PROBE_DOORS: urls(plan.doors),
    PROBE_DURATION: `${plan.maxDurationMs}ms`,
    PROBE_TIMEOUT_MS: String(plan.timeoutMs),
  };
  for (const { stream, ratePerSecond, doors } of plan.streams) {
    settings[`PROBE_${stream.toUpperCase()}_RATE`] = String(ratePerSecond);
    if (doors !== undefined) settings[`PROBE_${stream.toUpperCase()}_DOORS`] = urls(doors);
  }
  // The harness judges; k6 is to measure until it is told to stop.
  return [...always(files), '--no-thresholds', ...given(settings), sendsDatagrams(plan) ? udpScript : script];
}

/** The same for a script of the user's, which judges by its own thresholds. */
export function scriptArguments({ script: file, doors }: ScriptPlan, files: GeneratorFiles): string[] {
  const settings = { KINDLING_DOORS: urls(doors), KINDLING_URL: doors[0]?.url ?? '' };
  return [...always(files), `--summary-export=${files.summary}`, ...given(settings), file];
}

function always(files: GeneratorFiles): string[] {
  return [
    'run',
    '--quiet',
    '--no-color',
    // Else the exit waits for a server on the Internet, and nothing is to be sent anywhere.
    '--no-usage-report',
    // Before 2.0 a REST server listens unless told not to.
    '--address=',
    '--include-system-env-vars=false',
    '--log-format=json',
    `--log-output=file=${files.log}`,
    `--out=json=${files.samples}`,
  ];
}

function given(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
}

function urls(doors: TrafficPlan['doors']): string {
  return doors.map(({ url }) => url).join(',');
}

/**
 * The environment of a generator: inherited `K6_*` would replace scenarios and options, so it has none of them, and the
 * probe runner is told to end with its stdin, which from a terminal it should not.
 */
export function generatorEnvironment(inherited: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(inherited).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].toUpperCase().startsWith('K6_'),
  );
  // K6_AUTO_EXTENSION_RESOLUTION: k6 must not fetch anything.
  return { ...Object.fromEntries(kept), K6_AUTO_EXTENSION_RESOLUTION: 'false', PROBE_RUNNER_ENDS_WITH_STDIN: 'yes' };
}
