import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { execa, type ResultPromise } from 'execa';
import { MeterError } from './meter-error.ts';
import { NORMAL, type Priority, prioritised } from './priority.ts';
import { raise } from './raise.ts';

const startupMs = 15_000;

/**
 * A program of ours in a process of its own that says on its first line that it is ready, and ends when its stdin closes,
 * which the kernel does however we die. Ends when disposed.
 */
export class LocalProgram implements AsyncDisposable {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly firstLine: string;
  /** What it says from then on. */
  readonly lines: Interface;
  readonly #child: Child;

  private constructor(child: Child, pid: number, lines: Interface, firstLine: string) {
    this.#child = child;
    this.pid = pid;
    this.lines = lines;
    this.firstLine = firstLine;
  }

  /**
   * Starts a TypeScript file with Node and returns when it is ready.
   * @param what it is, for errors.
   * @throws {MeterError} when it is not within 15 s, with what it said.
   */
  static async start(
    what: string,
    file: string,
    args: readonly string[],
    signal: AbortSignal,
    priority: Priority = NORMAL,
  ): Promise<LocalProgram> {
    signal.throwIfAborted();
    const command = prioritised(priority, { file: process.execPath, arguments: [file, ...args] });
    const child = execa(command.file, command.arguments, options);
    // Its end breaks the pipe; how it ended is told by its first line, or the lack of it.
    child.stdin.on('error', () => {});
    const lines = createInterface(child.stdout);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(startupMs)]);
    try {
      const first = once(lines, 'line', { signal: limit }).then(([line]) => String(line));
      const line = await Promise.race([first, child.then(() => undefined)]);
      if (line !== undefined && child.pid !== undefined) {
        await raise(priority, child.pid);
        return new LocalProgram(child, child.pid, lines, line);
      }
      const { stderr, shortMessage = 'it ended' } = await child;
      throw new MeterError(`${what}: expected a line that says it is ready, but ${shortMessage}: ${stderr}`);
    } catch (error) {
      child.stdin.destroy();
      await child;
      signal.throwIfAborted();
      if (error instanceof MeterError) throw error;
      throw new MeterError(`${what}: it was not ready within ${startupMs} ms`, { cause: error });
    }
  }

  /** Sends it a line. */
  tell(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.destroy();
    await this.#child;
  }
}

const options = { stdin: 'pipe', reject: false, buffer: { stdout: false } } as const;
type Child = ResultPromise<typeof options>;
