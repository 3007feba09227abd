/** What a run is asked to do; the command line hands it to Cucumber's hooks through the environment. */
export interface RunOptions {
  /** A Kubernetes minor such as `1.37`; undefined for the newest. */
  readonly kubernetes: string | undefined;
}

/** Reads `KINDLING_KUBERNETES`. */
export function runOptions(environment: NodeJS.ProcessEnv = process.env): RunOptions {
  return { kubernetes: environment['KINDLING_KUBERNETES'] };
}
