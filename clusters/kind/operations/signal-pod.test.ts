import assert from 'node:assert/strict';
import { test } from 'node:test';
import { execa } from 'execa';
import { NoProcess } from '../../no-process.ts';
import type { CommandNode } from '../attached-node.ts';
import { NodeCommandError } from '../node.ts';
import { signalPod } from './signal-pod.ts';

const none = new AbortController().signal;

/** This host as a node: the script is run by its shell. */
const host: Pick<CommandNode, 'name' | 'run'> = {
  name: 'worker',
  async run([file = '', ...words], signal) {
    const { exitCode = -1, stdout, stderr } = await execa(file, words, { cancelSignal: signal, reject: false });
    if (exitCode !== 0) throw new NodeCommandError('worker', [file, ...words], exitCode, stderr);
    return stdout;
  },
};

test('a pod without a process is told apart from a command that fails', async () => {
  const absent = '00000000-0000-4000-8000-000000000000';
  await assert.rejects(signalPod(host as CommandNode, absent, 'CONT', none), (error) => {
    assert.ok(error instanceof NoProcess);
    assert.match(error.message, /node worker runs no process of the pod with uid 0000/);
    return true;
  });
  const failing = { ...host, run: () => Promise.reject(new NodeCommandError('worker', ['sh'], 1, 'not permitted')) };
  await assert.rejects(signalPod(failing as unknown as CommandNode, absent, 'CONT', none), NodeCommandError);
});
