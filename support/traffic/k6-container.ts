// Runs k6 in a container and ends it when stdin closes, which the kernel does when the parent dies, by kill -9 too.
// Usage: node k6-container.ts CALL, a ContainerCall as JSON.
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { getContainerRuntimeClient } from 'testcontainers';
import { tolerate } from '../../clusters/engine/tolerate.ts';
import { type ContainerCall, containerOptions } from './k6-container-options.ts';

/** Load must be gone 2 s after the parent. */
const graceMs = 1500;
/** k6's exit code for "interrupted". */
const interrupted = 105;

const ending = new AbortController();
const end = () => ending.abort();
process.stdin.on('end', end).on('error', end).on('close', end).resume();
process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end);

const call = JSON.parse(process.argv[2] ?? '') as ContainerCall;
const { dockerode } = (await getContainerRuntimeClient()).container;
const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
const container = await dockerode.createContainer(containerOptions(call, user));
try {
  process.exitCode = ending.signal.aborted ? interrupted : await run();
} finally {
  // Kills it, if it is still there.
  await container.remove({ force: true, v: true }).catch(tolerate(404, 409));
}
// stdin of a parent that lives would keep this process.
process.exit();

/** Resolves with k6's exit code once it has ended, by itself or interrupted. */
async function run(): Promise<number> {
  const output = await container.attach({ stream: true, stdout: true, stderr: true });
  container.modem.demuxStream(output, process.stdout, process.stderr);
  await container.start();
  // Of a container that was started this means that it has ended, also when it did so before this was asked.
  const ended = container.wait({ condition: 'not-running' }) as Promise<{ StatusCode: number }>;
  return Promise.race([ended.then(({ StatusCode }) => StatusCode), interruption(ended)]);
}

async function interruption(ended: Promise<unknown>): Promise<number> {
  if (!ending.signal.aborted) await once(ending.signal, 'abort');
  // It may have ended meanwhile.
  await container.kill({ signal: 'SIGINT' }).catch(tolerate(404, 409));
  // Its own exit code is preferred, which the race has by then.
  await Promise.race([ended, setTimeout(graceMs)]);
  return setTimeout(0, interrupted);
}
