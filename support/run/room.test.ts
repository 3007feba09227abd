import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idleShare } from './processor-time.ts';
import { type Machine, Room } from './room.ts';

/** A machine whose time passes when the test says so, with so much to spare in each window, 0 to 1. */
function machine(spare: readonly number[]) {
  let idleMs = 0;
  let wholeMs = 0;
  let windows = 0;
  const readers = new Set<() => void>();
  const asked: Machine = {
    processorTime: () => ({ idleMs, wholeMs }),
    every: (_ms, call) => {
      readers.add(call);
      return () => readers.delete(call);
    },
  };
  /** Lets time pass, with a reading every 250 ms; a window is 3000 ms long. */
  const pass = async (ms: number, idle: number) => {
    for (let passed = 0; passed < ms; passed += 250) {
      idleMs += 250 * idle;
      wholeMs += 250;
      for (const call of [...readers]) call();
    }
    await new Promise(setImmediate);
  };
  const turn = () => pass(3000, spare[windows++] ?? 0);
  return { asked, pass, turn, reading: () => readers.size > 0 };
}

/** Work that begins and ends by hand. */
function works(room: Room, names: readonly string[]) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const all = names.map((name) =>
    room.do(async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
    }),
  );
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { begun, end, all: Promise.all(all) };
}

test('the first begins at once, and each other after a window with processors to spare', async () => {
  const { asked, turn } = machine([0.5, 0.5]);
  const { begun } = works(new Room(asked), ['a', 'b', 'c']);
  await new Promise(setImmediate);
  assert.deepEqual(begun, ['a']);
  await turn();
  assert.deepEqual(begun, ['a', 'b']);
  await turn();
  assert.deepEqual(begun, ['a', 'b', 'c']);
});

test('while the machine is busy nothing begins beside what is under way, and after it the next does', async () => {
  const { asked, turn } = machine([0.1, 0, 0.19]);
  const { begun, end } = works(new Room(asked), ['a', 'b']);
  for (const _ of [1, 2, 3]) await turn();
  assert.deepEqual(begun, ['a']);
  await end('a');
  assert.deepEqual(begun, ['a', 'b']);
});

test('an end of another is no room by itself', async () => {
  const { asked, turn } = machine([0.5, 0, 0.5]);
  const { begun, end } = works(new Room(asked), ['a', 'b', 'c']);
  await turn();
  await end('a');
  assert.deepEqual(begun, ['a', 'b']);
  await turn();
  assert.deepEqual(begun, ['a', 'b']);
  await turn();
  assert.deepEqual(begun, ['a', 'b', 'c']);
});

test('what comes later begins at once where the last window had processors to spare', async () => {
  const { asked, turn } = machine([0.5]);
  const room = new Room(asked);
  works(room, ['a']);
  await turn();
  const { begun } = works(room, ['b', 'c']);
  await new Promise(setImmediate);
  assert.deepEqual(begun, ['b']);
});

test('less than a window since the last beginning tells nothing', async () => {
  const { asked, pass } = machine([]);
  const { begun } = works(new Room(asked), ['a', 'b']);
  await pass(2750, 1);
  assert.deepEqual(begun, ['a']);
  await pass(250, 1);
  assert.deepEqual(begun, ['a', 'b']);
});

test('a burst that has left the window is forgotten', async () => {
  const { asked, pass } = machine([]);
  const { begun } = works(new Room(asked), ['a', 'b']);
  await pass(3000, 0);
  await pass(500, 1);
  assert.deepEqual(begun, ['a']);
  await pass(250, 1);
  assert.deepEqual(begun, ['a', 'b']);
});

test('nothing is read when nothing is under way', async () => {
  const { asked, reading } = machine([]);
  const { end } = works(new Room(asked), ['a']);
  await new Promise(setImmediate);
  assert.equal(reading(), true);
  await end('a');
  assert.equal(reading(), false);
});

test('work that fails makes room all the same, and says so', async () => {
  const { asked } = machine([]);
  const room = new Room(asked);
  await assert.rejects(
    room.do(() => Promise.reject(new Error('no'))),
    /no/,
  );
  let begun = false;
  await room.do(async () => {
    begun = true;
  });
  assert.equal(begun, true);
});

test('a machine that does not count its time is never busy', () => {
  assert.equal(idleShare({ idleMs: 0, wholeMs: 0 }, { idleMs: 0, wholeMs: 0 }), 1);
  assert.equal(idleShare({ idleMs: 100, wholeMs: 1000 }, { idleMs: 150, wholeMs: 1200 }), 0.25);
});
