import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Door } from './meter.ts';
import { MeterError } from './meter-error.ts';

const program = fileURLToPath(new URL('./control-target.ts', import.meta.url));
const startupMs = 15_000;

/** Where the control stream knocks: an HTTP server of ours on 127.0.0.1 that no scenario touches. It ends when disposed. */
export interface ControlTarget extends AsyncDisposable {
  readonly door: Door;
  readonly pid: number;
}

/**
 * Starts one, in a process that ends with this one, and returns when it listens.
 * @throws {MeterError} when it does not come up within 15 s, with what it said.
 */
export async function startControlTarget(signal: AbortSignal): Promise<ControlTarget> {
  signal.throwIfAborted();
  const child = execa(process.execPath, [program], { stdin: 'pipe', reject: false, buffer: { stdout: false } });
  child.stdin.on('error', () => {});
  const end = async () => {
    child.stdin.destroy();
    await child;
  };
  const lines = createInterface(child.stdout);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(startupMs)]);
  try {
    const line = once(lines, 'line', { signal: limit }).then(([text]) => String(text));
    const port = Number(await Promise.race([line, child.then(() => undefined)]));
    if (child.pid === undefined || !Number.isInteger(port)) throw await failure(child);
    const door = { node: 'this host', url: `http://127.0.0.1:${port}/` };
    return { door, pid: child.pid, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    signal.throwIfAborted();
    if (error instanceof MeterError) throw error;
    throw new MeterError(`control target: it did not listen on 127.0.0.1 within ${startupMs} ms`, { cause: error });
  }
}

async function failure(child: PromiseLike<{ readonly stderr: string; readonly shortMessage?: string | undefined }>) {
  const { stderr, shortMessage = 'it ended' } = await child;
  return new MeterError(`control target: expected it to print its port, but ${shortMessage}: ${stderr}`);
}
