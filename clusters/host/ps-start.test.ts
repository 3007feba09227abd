import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ownVariable } from '../testing/own-variable.ts';
import { startByPs } from './ps-start.ts';

/** Small Linux images have no ps, and need none: only elsewhere it is asked. */
const options = { skip: spawnSync('ps').error === undefined ? false : 'this host has no ps' };

test('tells when a process that lives started, whatever the language and time zone', options, (context) => {
  ownVariable(context, 'TZ', 'Pacific/Kiritimati');
  const start = Date.parse(`${startByPs(process.pid)} UTC`);
  const expected = Date.now() - process.uptime() * 1000;
  // Whole seconds, and on Linux counted from a boot time that is rounded, too.
  assert.ok(Math.abs(start - expected) < 3000, `${start}, and ${expected} is expected`);
});

test('a process that has ended has no start', options, async () => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  assert.equal(startByPs(Number(child.pid)), undefined);
  assert.equal(startByPs(0), undefined);
});

test('nor has one that has ended and whose parent has not asked yet', options, async (context) => {
  // A shell waits for no child of its own once another program has taken its place.
  const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
  context.after(() => parent.kill('SIGKILL'));
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const child = Number(line.toString());
  const until = performance.now() + 5000;
  while (startByPs(child) !== undefined && performance.now() < until) await delay(50);
  assert.equal(startByPs(child), undefined);
  assert.doesNotThrow(() => process.kill(child, 0), 'the kernel still knows it');
});

test('without ps it says so, instead of taking every process for dead', (context) => {
  const empty = mkdtempSync(join(tmpdir(), 'kindling-no-ps-'));
  context.after(() => rmSync(empty, { recursive: true }));
  ownVariable(context, 'PATH', empty);
  assert.throws(() => startByPs(process.pid), /"ps .*" failed \(.*ENOENT.*\).*: install ps/);
});
