import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeInOrder } from './close-in-order.ts';

/** What is done, with some of it failing. */
function parts(failing: readonly string[]) {
  const done: string[] = [];
  const part = async (name: string) => {
    done.push(name);
    if (failing.includes(name)) throw new Error(`${name} failed`);
  };
  const disposable = (name: string) => ({ [Symbol.asyncDispose]: () => part(name) });
  return { done, traffic: disposable('traffic'), undo: disposable('undo'), leave: () => part('leave') };
}

test('traffic ends first, and the namespace goes last', async () => {
  const all = parts([]);
  await closeInOrder(all);
  assert.deepEqual(all.done, ['traffic', 'undo', 'leave']);
  const silent = parts([]);
  await closeInOrder({ ...silent, traffic: undefined });
  assert.deepEqual(silent.done, ['undo', 'leave']);
});

test('whatever fails, the rest is done, and it is told', async () => {
  for (const failing of ['traffic', 'undo', 'leave']) {
    const all = parts([failing]);
    await assert.rejects(closeInOrder(all), new RegExp(`${failing} failed`));
    assert.deepEqual(all.done, ['traffic', 'undo', 'leave']);
  }
});
