import { open } from 'node:fs/promises';
import { execa } from 'execa';
import { type GeneratorFiles, generatorEnvironment } from './generator-call.ts';
import { MeterError } from './meter-error.ts';

/** A generator gets this long to go after its stdin closed, before it is killed. */
const graceMs = 3000;
const logTailBytes = 2000;

/** A program that sends load until its stdin closes. */
export interface Command {
  readonly file: string;
  readonly arguments: readonly string[];
  /** On top of what every generator gets. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** How a generator process ended. */
export interface GeneratorEnd {
  readonly exitCode: number | undefined;
  /** The same in words: "exited with code 107", "was killed by SIGKILL". */
  readonly text: string;
}

/** A running generator process. Its life hangs on the pipe to its stdin, which the kernel closes however we die. */
export class GeneratorProcess {
  readonly pid: number;
  /** Settles once the process is gone; never rejects. */
  readonly ended: Promise<GeneratorEnd>;
  readonly #files: GeneratorFiles;
  readonly #closeStdin: () => void;
  #ending = false;
  #gone = false;

  private constructor(pid: number, ended: Promise<GeneratorEnd>, files: GeneratorFiles, closeStdin: () => void) {
    this.pid = pid;
    this.#files = files;
    this.#closeStdin = closeStdin;
    this.ended = ended.finally(() => {
      this.#gone = true;
    });
  }

  /**
   * Starts the generator in a process group of its own: Ctrl-C is for the harness, which then ends it in order.
   * @throws {MeterError} when it cannot be started.
   */
  static async spawn(command: Command, files: GeneratorFiles): Promise<GeneratorProcess> {
    const child = execa(command.file, command.arguments, {
      stdin: 'pipe',
      stdout: { file: files.output },
      stderr: { file: files.output },
      buffer: false,
      detached: true,
      reject: false,
      extendEnv: false,
      env: { ...generatorEnvironment(process.env), ...command.environment },
    });
    // Its end breaks the pipe; how it ended is told by the exit code.
    child.stdin.on('error', () => {});
    const ended = child.then(({ exitCode, signal, shortMessage = 'ended' }) => {
      if (signal !== undefined) return { exitCode, text: `was killed by ${signal}` };
      return { exitCode, text: exitCode === undefined ? shortMessage : `exited with code ${exitCode}` };
    });
    if (child.pid === undefined) {
      throw new MeterError(`traffic generator ${command.file} cannot be started: ${(await ended).text}`);
    }
    return new GeneratorProcess(child.pid, ended, files, () => child.stdin.destroy());
  }

  /** Ends the process and resolves once it is gone, killed with all it started if it does not go by itself. */
  async end(): Promise<GeneratorEnd> {
    if (!this.#ending) {
      this.#ending = true;
      this.#closeStdin();
      const kill = setTimeout(() => this.#kill(), graceMs);
      void this.ended.then(() => clearTimeout(kill));
    }
    return this.ended;
  }

  /** The last lines it logged and printed, for an error's text. */
  async lastWords(): Promise<string> {
    const tails = await Promise.all([this.#files.log, this.#files.output].map(tailOf));
    return tails.filter((tail) => tail !== '').join('\n') || '(it logged nothing)';
  }

  #kill(): void {
    if (this.#gone) return;
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // It went in the meantime.
    }
  }
}

async function tailOf(path: string): Promise<string> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(logTailBytes),
      0,
      logTailBytes,
      Math.max(0, size - logTailBytes),
    );
    return buffer.toString('utf8', 0, bytesRead).trim();
  } catch {
    // A generator that did not come up has left no log; the error that asks for it has its own text.
    return '';
  }
}
