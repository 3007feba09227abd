import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { madeOnce } from './made-once.ts';

const MAKER = join(import.meta.dirname, 'testing', 'make-once.ts');
const signal = new AbortController().signal;
let place: string;
let folder: string;
let log: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'kindling-once-'));
  folder = join(place, 'made');
  log = join(place, 'log');
});

afterEach(() => {
  rmSync(place, { recursive: true });
});

const maker = (milliseconds: number) => execa(process.execPath, [MAKER, folder, log, String(milliseconds)]);
const logged = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);

test('of several processes one makes, and the others wait for it', async () => {
  await Promise.all([maker(300), maker(300), maker(300)]);
  const [begins = '', ends = ''] = logged();
  assert.equal(logged().length, 2, logged().join('; '));
  assert.equal(begins.replace('begins', 'ends'), ends);
  assert.equal(`${readFileSync(join(folder, 'second'), 'utf8')} ends`, ends);
  assert.deepEqual(readdirSync(place).toSorted(), ['log', 'made']);
});

test('what a killed process left is made again, by one of those that wait', async () => {
  const killed = maker(60_000);
  const failure = killed.catch(() => {});
  while (logged().length === 0) await delay(20);
  const waiting = [maker(100), maker(100), maker(100)];
  await delay(300);
  assert.equal(logged().length, 1, 'nobody begins while the first one lives');
  killed.kill('SIGKILL');
  await failure;
  await Promise.all(waiting);
  const lines = logged();
  assert.equal(lines.length, 3, lines.join('; '));
  assert.equal(lines[1]?.replace('begins', 'ends'), lines[2]);
  const maker2 = lines[1]?.split(' ')[0];
  assert.deepEqual(
    ['first', 'second'].map((name) => readFileSync(join(folder, name), 'utf8')),
    [maker2, maker2],
  );
  assert.deepEqual(readdirSync(place).toSorted(), ['log', 'made']);
});

test('a making that fails leaves nothing that looks made, and the next one makes', async () => {
  const fail = madeOnce(folder, signal, () => Promise.reject(new Error('no disk')));
  await assert.rejects(fail, /no disk/);
  assert.equal(existsSync(folder), false);
  assert.equal(await madeOnce(folder, signal, async () => {}), folder);
  assert.equal(existsSync(folder), true);
});

test('what is there is not made again', async () => {
  let times = 0;
  const make = async () => {
    times += 1;
  };
  await madeOnce(folder, signal, make);
  await madeOnce(folder, signal, make);
  assert.equal(times, 1);
});
