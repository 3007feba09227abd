import { parseArgs } from 'node:util';
import { exitCodes, RunnerError, unsupported } from './runner-error.ts';

/** What the command line asks for. */
export interface RunnerArguments {
  readonly script: string;
  /** `__ENV`. */
  readonly environment: Readonly<Record<string, string>>;
  /** File for `--out json=`. */
  readonly samples: string | undefined;
  /** File for `--log-output file=`; undefined logs to stderr. */
  readonly log: string | undefined;
  readonly thresholds: boolean;
  /** File for `--summary-export`. */
  readonly summaryExport: string | undefined;
}

const flags = {
  quiet: { type: 'boolean', short: 'q' },
  'no-color': { type: 'boolean' },
  'no-usage-report': { type: 'boolean' },
  'no-thresholds': { type: 'boolean' },
  address: { type: 'string', short: 'a' },
  'include-system-env-vars': { type: 'string' },
  'log-format': { type: 'string' },
  'log-output': { type: 'string' },
  'summary-export': { type: 'string' },
  out: { type: 'string', short: 'o', multiple: true },
  env: { type: 'string', short: 'e', multiple: true },
} as const;

/**
 * Reads a command line of k6's form: `run [flags] SCRIPT`.
 * @throws {RunnerError} with k6's exit code 255 for a flag that is unknown here.
 */
export function parseRunnerArguments(argv: readonly string[], system: NodeJS.ProcessEnv): RunnerArguments {
  const { values, positionals } = parse(argv);
  const [command, script, ...more] = positionals;
  if (command !== 'run' || script === undefined || more.length > 0) {
    throw new RunnerError(exitCodes.other, `expected: run [flags] SCRIPT, found: ${argv.join(' ')}`);
  }
  if (values.address !== undefined && values.address !== '') throw unsupported('--address (the REST API)');
  if (values['log-format'] !== undefined && values['log-format'] !== 'json')
    throw unsupported(`--log-format ${values['log-format']}`, 'use json');
  const inherits = values['include-system-env-vars'] !== 'false';
  const given = (values.env ?? []).map((setting): [string, string] => {
    const [name = '', ...value] = setting.split('=');
    return [name, value.join('=')];
  });
  return {
    script,
    environment: { ...(inherits ? (system as Record<string, string>) : {}), ...Object.fromEntries(given) },
    samples: single(values.out, 'json', '--out'),
    log: values['log-output'] === 'stderr' ? undefined : single(toList(values['log-output']), 'file', '--log-output'),
    thresholds: values['no-thresholds'] !== true,
    summaryExport: values['summary-export'],
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: flags, allowPositionals: true });
  } catch (cause) {
    throw new RunnerError(exitCodes.other, `command line: ${(cause as Error).message}`, { cause });
  }
}

function toList(value: string | undefined): string[] | undefined {
  return value === undefined ? undefined : [value];
}

/** The FILE of a flag given at most once, as KIND=FILE. */
function single(values: readonly string[] | undefined, kind: string, flag: string): string | undefined {
  const [value, ...more] = values ?? [];
  if (value === undefined) return undefined;
  const path = value.slice(kind.length + 1);
  if (more.length > 0 || !value.startsWith(`${kind}=`) || path === '' || path.endsWith('.gz')) {
    throw unsupported(`${flag} ${values?.join(' ')}`, `give ${flag} ${kind}=FILE once`);
  }
  return path;
}
