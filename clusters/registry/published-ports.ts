import { createSocket } from 'node:dgram';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { cacheFolder } from '../host/cache.ts';
import { withFileLock } from '../host/file-lock.ts';
import { registeredRuns, runFolder } from './run-record.ts';

/** Below the ports that kernels give to outgoing connections (32768 on Linux), so that no client can sit on one of ours. */
const FIRST = 20_000;
const END = 32_768;
const FILE = 'ports.json';

/**
 * Takes ports of 127.0.0.1 for a run, free for TCP and for UDP, to publish containers' ports at: chosen once, they stay the same when a container is
 * stopped and started, where the engine would choose others. No other run gets them before this one is forgotten.
 * @throws when fewer than `count` are free.
 */
export async function takePorts(run: string, count: number, signal: AbortSignal): Promise<number[]> {
  return withFileLock(join(cacheFolder(), 'ports.lock'), signal, async () => {
    const own = portsOf(run);
    const taken = new Set(registeredRuns().flatMap(({ id }) => portsOf(id)));
    const ports: number[] = [];
    const start = FIRST + Math.floor(Math.random() * (END - FIRST));
    for (let tried = 0; tried < END - FIRST && ports.length < count; tried++) {
      const port = FIRST + ((start - FIRST + tried) % (END - FIRST));
      if (!taken.has(port) && (await isFree(port)) && (await isFreeForUdp(port))) ports.push(port);
    }
    if (ports.length < count)
      throw new Error(`Only ${ports.length} of ${count} ports are free on 127.0.0.1 from ${FIRST} to ${END}`);
    writeFileSync(join(runFolder(run), FILE), JSON.stringify([...own, ...ports]), { mode: 0o600 });
    return ports;
  });
}

function portsOf(run: string): number[] {
  try {
    return JSON.parse(readFileSync(join(runFolder(run), FILE), 'utf8')) as number[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function isFreeForUdp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind({ address: '127.0.0.1', port, exclusive: true }, () => socket.close(() => resolve(true)));
  });
}
