import { PassThrough, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type KindNode, NodeCommandError } from './node.ts';

/**
 * Runs a command in a node with `input` as its standard input, which testcontainers' exec lacks.
 * @throws with its output when it fails; with the signal's reason when that comes first.
 */
export async function runWithInput(
  node: KindNode,
  command: readonly string[],
  input: Readable,
  signal: AbortSignal,
): Promise<void> {
  const exec = await node.machine.exec({
    Cmd: [...command],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    abortSignal: signal,
  });
  const stream = await exec.start({ hijack: true, stdin: true, abortSignal: signal });
  const output = new PassThrough();
  exec.modem.demuxStream(stream, output, output);
  stream.once('close', () => output.end());
  stream.once('end', () => output.end());
  const abort = () => stream.destroy(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    // A command that fails before it has read everything closes the stream; its output says why.
    const [said] = await Promise.all([text(output), pipeline(input, stream, { signal }).catch(() => {})]);
    signal.throwIfAborted();
    const { ExitCode } = await exec.inspect();
    if (ExitCode !== 0) throw new NodeCommandError(node.name, command, ExitCode ?? -1, said);
  } finally {
    signal.removeEventListener('abort', abort);
    stream.destroy();
  }
}
