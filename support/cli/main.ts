import { Command, CommanderError } from 'commander';
import { ExecaError } from 'execa';
import { exitCodeOf, Interrupted } from '../run/interruption.ts';
import { tellNoMore } from '../run/tell.ts';

/** Exit codes of the command lines. Only 0 means that all is well. */
export const EXIT = { passed: 0, failed: 1, usage: 2, invalid: 3, broken: 4 } as const;

/** A command line of `npm run NAME`, with its help. */
export function program(name: string, description: string): Command {
  return new Command(`npm run ${name} --`)
    .description(description)
    .helpOption('-h, --help', 'show this help')
    .exitOverride();
}

/**
 * Runs a command line to its end. What it throws becomes a message for people and an exit code: 2 for words that it does not
 * know, 128 + signal after Ctrl-C and its like, 4 for everything else. `DEBUG` adds the stack.
 */
export async function runMain(command: Command): Promise<void> {
  try {
    await command.parseAsync();
  } catch (error) {
    tellNoMore();
    process.exitCode = report(error);
  } finally {
    tellNoMore();
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  const interrupted = interruptionIn(error);
  if (interrupted !== undefined) return exitCodeOf(interrupted);
  process.stderr.write(`\n${told(error)}\n`);
  if (process.env['DEBUG'] !== undefined) console.error(error);
  return EXIT.broken;
}

/** Waits that a signal ended throw errors of their own, with the signal as their cause. */
function interruptionIn(error: unknown): Interrupted | undefined {
  if (error instanceof Interrupted) return error;
  return error instanceof Error ? interruptionIn(error.cause) : undefined;
}

/** The message, and those of its causes that say more. */
function told(error: unknown): string {
  if (error instanceof ExecaError)
    return `${error.shortMessage}\n${String(error.stderr ?? '')
      .trimEnd()
      .split('\n')
      .slice(-15)
      .join('\n')}`;
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : told(error.cause);
  return cause === '' || error.message.includes(cause)
    ? error.message
    : `${error.message}\n  because: ${cause.replaceAll('\n', '\n  ')}`;
}
