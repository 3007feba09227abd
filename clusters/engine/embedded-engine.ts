import { spawn } from 'node:child_process';
import { openSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { withFileLock } from '../host/file-lock.ts';
import { unmountBelow } from '../host/mounts.ts';
import { processesNaming, signalProcess } from '../host/processes.ts';
import { formatElapsed, type Progress } from '../progress.ts';
import { endOrphanedContainers } from './container-remains.ts';
import { dockerAnswers } from './docker-api.ts';
import { unpackEngine, unpackedEngine } from './engine-packages.ts';
import { type EnginePlaces, enginePlaces } from './engine-places.ts';
import { HostNetwork } from './host-network.ts';

/** Each network of the engine's address pool gets as many bits. */
const NETWORK_BITS = 24;
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;

/** Where the embedded engine listens, whether it runs or not; for `DOCKER_HOST`. */
export function embeddedDockerHost(): string {
  return `unix://${enginePlaces().socket}`;
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
  const places = enginePlaces();
  if (await embeddedEngineRuns(signal)) return;
  const { bin } = await unpackEngine(progress, signal);
  await withFileLock(join(places.root, 'lock'), signal, async () => {
    if (await embeddedEngineRuns(signal)) return;
    await clearRemains(places, signal);
    const network = new HostNetwork(places, bin);
    await network.removeOwn();
    const pool = await network.borrow(signal);
    const startedAt = performance.now();
    const log = openSync(places.log, 'w');
    const daemon = spawn(join(bin, 'dockerd'), daemonArguments(places, pool), {
      detached: true,
      // The folder of whoever starts it may be removed while it runs, and the shells that it calls need one.
      cwd: places.root,
      stdio: ['ignore', log, log],
      env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, KINDLING_CHAINS: places.chains },
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

/**
 * Stops the embedded engine with all that runs in it, and leaves the host's firewall and forwarding as they were before it.
 * True when there was one. @throws when it would not end.
 */
export async function stopEmbeddedEngine(signal: AbortSignal): Promise<boolean> {
  const places = enginePlaces();
  return withFileLock(join(places.root, 'lock'), signal, async () => {
    const ran = processesNaming(places.execRoot).length > 0;
    // containerd is left to dockerd, which needs it to stop containers; without a dockerd nothing is left that could.
    for (const daemon of daemons(places, 'dockerd')) signalProcess(daemon, 'SIGTERM');
    await until(() => daemons(places, 'dockerd').length === 0, STOP_TIMEOUT_MS, signal);
    await clearRemains(places, signal);
    const bin = unpackedEngine()?.bin;
    if (bin !== undefined) await new HostNetwork(places, bin).giveBack(signal);
    return ran;
  });
}

function daemonArguments(places: EnginePlaces, pool: string): string[] {
  return [
    `--host=unix://${places.socket}`,
    `--data-root=${places.dataRoot}`,
    `--exec-root=${places.execRoot}`,
    `--pidfile=${places.pidFile}`,
    // No default bridge: nothing of ours uses it, and the host keeps one interface less.
    '--bridge=none',
    `--default-address-pool=base=${pool},size=${NETWORK_BITS}`,
    // A door must behave like the Service behind it: docker-proxy would accept every connection and turn "refused" into "closed".
    '--userland-proxy=false',
  ];
}

/** The engine's daemons of that name, found by its private paths. */
function daemons(places: EnginePlaces, name: string): number[] {
  return processesNaming(places.execRoot)
    .filter(({ arguments: [program = ''] }) => basename(program) === name)
    .map(({ pid }) => pid);
}

/** Ends daemons, shims and containers of an engine that is gone, and removes its mounts, sockets and pid file; images stay. */
async function clearRemains(places: EnginePlaces, signal: AbortSignal): Promise<void> {
  for (const { pid } of processesNaming(places.execRoot)) signalProcess(pid, 'SIGKILL');
  await until(() => processesNaming(places.execRoot).length === 0, STOP_TIMEOUT_MS, signal);
  await endOrphanedContainers(places.execRoot, signal);
  unmountBelow(places.execRoot);
  unmountBelow(places.dataRoot);
  for (const path of [places.pidFile, places.socket, places.execRoot]) rmSync(path, { recursive: true, force: true });
}

async function until(condition: () => boolean, timeoutMs: number, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > deadline) {
      throw new Error(
        `The embedded container engine did not end within ${formatElapsed(timeoutMs)}: see ${enginePlaces().log}`,
      );
    }
    await delay(50, undefined, { signal });
  }
}

function endOf(log: string): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}
