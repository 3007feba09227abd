// Runs k6 in a container and ends it when stdin closes, which the kernel does when the parent dies, by kill -9 too.
// Usage: node k6-container.ts CALL, a ContainerCall as JSON.
import process from 'node:process';
import { getContainerRuntimeClient } from 'testcontainers';
import { tolerate } from '../../clusters/engine/tolerate.ts';
import { type ContainerCall, containerOptions } from './k6-container-options.ts';

/** Load must be gone 2 s after the parent. */
const graceMs = 1500;

const ending = new AbortController();
const end = () => ending.abort();
process.stdin.on('end', end).on('error', end).on('close', end).resume();
process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end);

const call = JSON.parse(process.argv[2] ?? '') as ContainerCall;
const { dockerode } = (await getContainerRuntimeClient()).container;
const { SecurityOptions = [] } = (await dockerode.info()) as { SecurityOptions?: string[] };
// A rootless engine's root is the user who started it.
const rootless = SecurityOptions.some((option) => option.includes('rootless'));
const user = rootless ? '0:0' : `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
const container = await dockerode.createContainer(containerOptions(call, user));
try {
  const output = await container.attach({ stream: true, stdout: true, stderr: true });
  container.modem.demuxStream(output, process.stdout, process.stderr);
  // Asked before the start: it may end at once.
  const ended = container.wait({ condition: 'next-exit' });
  if (!ending.signal.aborted) await container.start();
  ending.signal.addEventListener('abort', () => void stop());
  if (ending.signal.aborted) void stop();
  const { StatusCode } = (await ended) as { StatusCode: number };
  process.exitCode = StatusCode;
} finally {
  await container.remove({ force: true, v: true }).catch(tolerate(404, 409));
}
// stdin of a parent that lives would keep this process.
process.exit();

async function stop(): Promise<void> {
  const gone = tolerate(404, 409);
  await container.kill({ signal: 'SIGINT' }).catch(gone);
  setTimeout(() => void container.kill({ signal: 'SIGKILL' }).catch(gone), graceMs).unref();
}
