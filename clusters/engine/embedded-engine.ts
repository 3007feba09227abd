import { spawn } from 'node:child_process';
import { openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheFolder } from '../host/cache.ts';
import { withFileLock } from '../host/file-lock.ts';
import { unmountBelow } from '../host/mounts.ts';
import { processesNaming, signalProcess } from '../host/processes.ts';
import { formatElapsed, type Progress } from '../progress.ts';
import { dockerAnswers } from './docker-api.ts';
import { unpackEngine } from './engine-packages.ts';

/** Networks of the embedded engine come from here: a range that neither Docker nor kind uses by default. */
const SUBNETS = { base: '10.203.0.0/16', size: 24 };
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;

interface Layout {
  readonly root: string;
  readonly socket: string;
  readonly execRoot: string;
  readonly dataRoot: string;
  readonly pidFile: string;
  readonly log: string;
}

function layout(): Layout {
  const root = cacheFolder('engine');
  return {
    root,
    socket: join(root, 'docker.sock'),
    execRoot: join(root, 'exec'),
    dataRoot: join(root, 'data'),
    pidFile: join(root, 'dockerd.pid'),
    log: join(root, 'dockerd.log'),
  };
}

/** Where the embedded engine listens, whether it runs or not; for `DOCKER_HOST`. */
export function embeddedDockerHost(): string {
  return `unix://${layout().socket}`;
}

/** Whether the embedded engine runs and answers. */
export async function embeddedEngineRuns(signal: AbortSignal): Promise<boolean> {
  return dockerAnswers(embeddedDockerHost(), signal);
}

/**
 * Starts the embedded engine unless it runs already, and returns when its API answers. It outlives this process, so that
 * later runs find it; `stopEmbeddedEngine` ends it. What an engine left that was killed is cleared away first.
 * @throws with the end of the engine's log when it does not come up within a minute.
 */
export async function startEmbeddedEngine(progress: Progress, signal: AbortSignal): Promise<void> {
  const places = layout();
  const programs = await unpackEngine(progress, signal);
  await withFileLock(join(places.root, 'lock'), signal, async () => {
    if (await embeddedEngineRuns(signal)) return;
    await clearRemains(places, signal);
    const startedAt = performance.now();
    const log = openSync(places.log, 'w');
    const daemon = spawn(join(programs.bin, 'dockerd'), daemonArguments(places), {
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, PATH: `${programs.bin}:${process.env['PATH'] ?? ''}` },
    });
    daemon.unref();
    let ended: string | undefined;
    daemon.once('error', (error) => (ended = error.message));
    daemon.once('exit', (code, by) => (ended = `it ended with ${by ?? `exit code ${code}`}`));
    while (!(await embeddedEngineRuns(signal))) {
      if (performance.now() - startedAt > START_TIMEOUT_MS)
        ended = `no answer after ${formatElapsed(START_TIMEOUT_MS)}`;
      if (ended !== undefined)
        throw new Error(`The embedded container engine did not start: ${ended}\n${endOf(places.log)}`);
      await delay(50, undefined, { signal });
    }
    progress(
      `Embedded container engine: started in ${formatElapsed(performance.now() - startedAt)}; it stays for later runs`,
    );
  });
}

/** Stops the embedded engine with all that runs in it. True when there was one. @throws when it would not end. */
export async function stopEmbeddedEngine(signal: AbortSignal): Promise<boolean> {
  const places = layout();
  return withFileLock(join(places.root, 'lock'), signal, async () => {
    const ran = processesNaming(places.execRoot).length > 0;
    for (const daemon of daemons(places)) signalProcess(daemon, 'SIGTERM');
    await until(() => daemons(places).length === 0, STOP_TIMEOUT_MS, signal);
    await clearRemains(places, signal);
    return ran;
  });
}

function daemonArguments(places: Layout): string[] {
  return [
    `--host=unix://${places.socket}`,
    `--data-root=${places.dataRoot}`,
    `--exec-root=${places.execRoot}`,
    `--pidfile=${places.pidFile}`,
    // No default bridge: nothing of ours uses it, and the host keeps one interface less.
    '--bridge=none',
    `--default-address-pool=base=${SUBNETS.base},size=${SUBNETS.size}`,
    // A door must behave like the Service behind it: docker-proxy would accept every connection and turn "refused" into "closed".
    '--userland-proxy=false',
  ];
}

/** The engine's own daemons, found by its private paths: dockerd and the containerd that it manages. */
function daemons(places: Layout): number[] {
  return processesNaming(places.execRoot)
    .filter(({ arguments: [program] }) => program?.endsWith('dockerd') || program?.endsWith('containerd'))
    .map(({ pid }) => pid);
}

/** Ends shims and daemons of an engine that is gone, and removes its mounts, sockets and pid file; images stay. */
async function clearRemains(places: Layout, signal: AbortSignal): Promise<void> {
  for (const { pid } of processesNaming(places.execRoot)) signalProcess(pid, 'SIGKILL');
  await until(() => processesNaming(places.execRoot).length === 0, STOP_TIMEOUT_MS, signal);
  unmountBelow(places.execRoot);
  unmountBelow(places.dataRoot);
  for (const path of [places.pidFile, places.socket, places.execRoot]) rmSync(path, { recursive: true, force: true });
}

async function until(condition: () => boolean, timeoutMs: number, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > deadline) {
      throw new Error(
        `The embedded container engine did not end within ${formatElapsed(timeoutMs)}: see ${layout().log}`,
      );
    }
    await delay(50, undefined, { signal });
  }
}

function endOf(log: string): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}
