import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NoProcess } from '../../clusters/no-process.ts';
import { freeze, letGoOn } from './freeze.ts';
import type { Scenario } from './scenario.ts';

const pods = ['a', 'b', 'c'].map((uid) => ({ kind: 'Pod', namespace: 'n', name: uid, node: 'w', uid }));

/** A machine that notes which pods it was asked to let go on, and fails for some. */
function machine(failures: Readonly<Record<string, Error>> = {}) {
  const asked: string[] = [];
  const signalPod = async (_node: string, uid: string, kill: string, signal: AbortSignal) => {
    signal.throwIfAborted();
    asked.push(`${kill} ${uid}`);
    const failure = kill === 'CONT' ? failures[uid] : failures[`${kill} ${uid}`];
    if (failure !== undefined) throw failure;
  };
  return { asked, signalPod };
}

test('a pod that has ended has no process to let go on', async () => {
  const { asked, signalPod } = machine({ a: new NoProcess('gone') });
  await letGoOn({ signalPod }, pods);
  assert.deepEqual(asked, ['CONT a', 'CONT b', 'CONT c']);
});

test('whatever else fails is told, once all were asked', async () => {
  const { asked, signalPod } = machine({ a: new Error('the engine is away') });
  await assert.rejects(letGoOn({ signalPod }, pods), /1 pods may still be frozen: Error: the engine is away/);
  assert.equal(asked.length, 3);
});

test('pods are let go on when some could not be frozen, and in a run that was interrupted', async () => {
  const cluster = machine({ 'STOP b': new Error('no process') });
  const undo = new AsyncDisposableStack();
  const ended = new AbortController();
  const run = { cluster, signal: ended.signal };
  const actions = { timeline: { append: () => ({}) }, signal: new AbortController().signal };
  const act = async (_choose: unknown, verb: (subjects: typeof pods) => Promise<string>) => void (await verb(pods));
  const scenario = { run, undo, actions, do: act } as unknown as Scenario;
  await assert.rejects(freeze(scenario, 'subjects'), /no process/);
  ended.abort(new Error('ended by SIGINT'));
  await undo.disposeAsync();
  assert.deepEqual(
    cluster.asked.filter((asked) => asked.startsWith('CONT')),
    ['CONT a', 'CONT b', 'CONT c'],
  );
});
