import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { type Engine, findEngine } from '../engine/engine.ts';
import { RUN_LABEL } from '../kind/labels.ts';
import { type RunRecord, registeredRuns } from '../registry/run-record.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A command line of Kindling that runs in a process of its own, to be interrupted or killed. */
export interface KindlingProcess {
  readonly pid: number;
  /** All that it has written so far, on both streams. */
  text(): string;
  /** Waits for a line. @throws with all that it wrote when it ends before. */
  said(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Waits for its end. @returns the exit code; undefined when a signal ended it. */
  ended(): Promise<number | undefined>;
  /** Its run, as it is registered. @throws when it has registered none. */
  run(): RunRecord;
}

/** Starts a command line, such as `support/cli/cluster.ts up --name x`, with Node alone: npm would not hand signals on. */
export function startKindling(arguments_: readonly string[], env: Record<string, string> = {}): KindlingProcess {
  const child = execa(process.execPath, [...arguments_], {
    cwd: ROOT,
    env,
    all: true,
    reject: false,
    stdin: 'ignore',
    // As in a terminal: Ctrl-C goes to a group of its own.
    detached: true,
  });
  const pid = Number(child.pid);
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const reader = createInterface({ input: child.all });
  reader.on('line', (line) => {
    lines.push(line);
    for (const wake of waiting) wake();
  });
  const end = child.then(({ exitCode }) => exitCode);
  const text = () => lines.join('\n');
  return {
    pid,
    text,
    async said(pattern) {
      let over = false;
      void end.then(() => {
        over = true;
        for (const wake of waiting) wake();
      });
      while (!lines.some((line) => pattern.test(line))) {
        if (over) throw new Error(`The process ended before it said ${pattern}:\n${text()}`);
        const { promise, resolve } = Promise.withResolvers<void>();
        waiting.add(resolve);
        await promise;
        waiting.delete(resolve);
      }
    },
    kill: (signal) => void process.kill(-pid, signal),
    ended: () => end,
    run() {
      const record = registeredRuns().find((each) => each.pid === pid);
      if (record === undefined) throw new Error(`Process ${pid} has registered no run:\n${text()}`);
      return record;
    },
  };
}

/** The engine of this host, quietly. */
export function testEngine(): Promise<Engine> {
  return findEngine(() => {}, new AbortController().signal);
}

/** What a run has in the engine: names of containers, networks and volumes, and nobody else's. */
export async function partsOf(engine: Engine, run: string): Promise<string[]> {
  const { dockerode } = engine.client.container;
  const filters = { label: [`${RUN_LABEL}=${run}`] };
  const [containers, networks, volumes] = await Promise.all([
    dockerode.listContainers({ all: true, filters }),
    dockerode.listNetworks({ filters }),
    dockerode.listVolumes({ filters }),
  ]);
  return [
    ...containers.map(({ Names }) => `container ${Names[0]}`),
    ...networks.map(({ Name }) => `network ${Name}`),
    ...volumes.Volumes.map(({ Name }) => `volume ${Name}`),
  ];
}

/** Waits until nothing is left of a run, in the engine and in the registry. @returns after how many ms; what is left, when it takes too long. */
export async function goneWithin(engine: Engine, run: string, timeoutMs: number): Promise<number | string[]> {
  const startedAt = performance.now();
  for (;;) {
    const left = await partsOf(engine, run);
    if (registeredRuns().some(({ id }) => id === run)) left.push('its record');
    const took = performance.now() - startedAt;
    if (left.length === 0) return took;
    if (took > timeoutMs) return left;
    await delay(100);
  }
}
