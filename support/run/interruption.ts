/** The run was asked to end: Ctrl-C, SIGTERM or SIGHUP. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly by: NodeJS.Signals;

  constructor(by: NodeJS.Signals) {
    super(`ended by ${by}`);
    this.by = by;
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/**
 * Makes the first signal an orderly end: the returned signal aborts with `Interrupted`, and everything unwinds. The second ends
 * the process at once; what is then left is registered, and its run's reaper removes it in the background.
 */
export function interruption(tell: (line: string) => void): AbortSignal {
  const controller = new AbortController();
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (controller.signal.aborted) {
        tell(`${name} again: ending at once. What is left is removed in the background; "npm run clean" makes sure`);
        process.exit(128 + NUMBERS[name]);
      }
      tell(`${name}: removing what this run made. Once more ends at once`);
      controller.abort(new Interrupted(name));
    });
  }
  return controller.signal;
}

/** The exit code by which a shell tells that a process ended on a signal. */
export function exitCodeOf({ by }: Interrupted): number {
  return 128 + NUMBERS[by as (typeof SIGNALS)[number]];
}
