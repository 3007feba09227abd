/** Exit codes, with k6's meanings (https://github.com/grafana/k6/blob/master/errext/exitcodes/codes.go). */
export const exitCodes = {
  thresholdCrossed: 99,
  invalidConfig: 104,
  interrupted: 105,
  scriptException: 107,
  aborted: 108,
  failed: 110,
  other: 255,
} as const;

/** Ends the test run with an exit code. */
export class RunnerError extends Error {
  override readonly name = 'RunnerError';
  readonly exitCode: number;

  constructor(exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The script asks for a part of k6 that the probe runner does not have. */
export function unsupported(what: string, instead = 'run the script with k6'): RunnerError {
  return new RunnerError(
    exitCodes.invalidConfig,
    `${what} is not supported by the probe runner, which runs a subset of k6's script API; ${instead}`,
  );
}
