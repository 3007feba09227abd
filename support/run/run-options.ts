/** What a run is asked to do; the command line hands it to Cucumber's hooks through the environment. */
export interface RunOptions {
  /** A Kubernetes minor such as `1.37`; undefined for the newest. */
  readonly kubernetes: string | undefined;
  /** The name of a cluster that stays, to be used again or put up; undefined for one that goes with the run. */
  readonly keep: string | undefined;
}

/** Reads `KINDLING_KUBERNETES` and `KINDLING_KEEP`. */
export function runOptions(environment: NodeJS.ProcessEnv = process.env): RunOptions {
  return { kubernetes: environment['KINDLING_KUBERNETES'], keep: environment['KINDLING_KEEP'] || undefined };
}
