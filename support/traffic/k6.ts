import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { generatorEnvironment } from './generator-call.ts';
import type { Meter } from './meter.ts';
import { NORMAL, type Priority } from './priority.ts';
import { startScript } from './script-run.ts';
import { startTraffic } from './traffic-run.ts';

const supervisor = fileURLToPath(new URL('./supervisor.ts', import.meta.url));

/** The k6 of this user, or why there is none to use. */
export type K6Search = { readonly k6: Meter } | { readonly k6: undefined; readonly reason: string };

/**
 * Asks a k6 for its version. Never downloads one.
 * @param program path, or name on PATH.
 * @param reason why this one is asked, for `Meter.reason`.
 * @param environment where PATH is looked up.
 */
export async function findK6(
  program: string,
  reason: string,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
  priority: Priority = NORMAL,
): Promise<K6Search> {
  const { stdout, stderr, exitCode, failed, code, shortMessage } = await execa(program, ['version'], {
    reject: false,
    stdin: 'ignore',
    timeout: 10_000,
    cancelSignal: signal,
    extendEnv: false,
    env: generatorEnvironment(environment),
  });
  signal.throwIfAborted();
  if (code === 'ENOENT') {
    return { k6: undefined, reason: program.includes('/') ? `there is no file ${program}` : `no ${program} on PATH` };
  }
  if (failed)
    return { k6: undefined, reason: `${program} version failed (exit code ${exitCode}): ${stderr || shortMessage}` };
  const version = k6Version(stdout);
  if (version === undefined)
    return { k6: undefined, reason: `${program} version printed no version: ${stdout.slice(0, 200)}` };
  if (Number.parseInt(version, 10) < 1)
    return { k6: undefined, reason: `${program} is version ${version}, older than 1.0` };
  const engine = {
    name: 'k6' as const,
    version,
    priority,
    command: (args: readonly string[]) => ({ file: process.execPath, arguments: [supervisor, program, ...args] }),
  };
  return {
    k6: {
      ...{ name: engine.name, version, reason, priority },
      start: (plan, sink, started) => startTraffic(engine, plan, sink, started),
      startScript: (plan, sink, started) => startScript(engine, plan, sink, started),
    },
  };
}

/** The version in what `k6 version` prints: "k6 v2.2.0 (commit/…, go1.25.1, linux/amd64)". */
export function k6Version(printed: string): string | undefined {
  return /\bv(\d+\.\d+\.\d+\S*)/.exec(printed)?.[1];
}
