import assert from 'node:assert/strict';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import test from 'node:test';
import { execa } from 'execa';
import { temporaryFolder } from './fixtures/traffic-test.ts';
import { GeneratorProcess } from './generator.ts';
import { generatorFiles } from './generator-call.ts';
import { findPriority, limitPrefix, type Priority, prioritised, REAL_TIME_COMMAND } from './priority.ts';
import { raise } from './raise.ts';

const signal = AbortSignal.timeout(30_000);

/** What the kernel says of a process: its scheduling class. */
async function classOf(pid: number | undefined): Promise<string> {
  return (await execa('ps', ['-o', 'cls=', '-p', String(pid)])).stdout.trim();
}

test('what was found is what the kernel gives, to all of a group, once it is raised', async (context) => {
  const priority = await findPriority(signal, {});
  assert.notEqual(priority.reason, '');
  if (process.platform !== 'linux') return context.skip('NOT TESTED: no Linux');
  if (priority.name === 'normal') assert.deepEqual(priority.prefix, []);
  const [file = '', ...args] = [...priority.prefix, 'sh', '-c', 'sleep 60 & echo $!; wait'];
  const shell = execa(file, args, { detached: true, reject: false, buffer: { stdout: false } });
  try {
    const [line] = await once(createInterface(shell.stdout), 'line', { signal });
    const both = [Number(line), shell.pid];
    assert.deepEqual(await Promise.all(both.map(classOf)), ['TS', 'TS']);
    await raise(priority, shell.pid ?? 0, true);
    const expected = priority.name === 'real-time' ? 'RR' : 'TS';
    assert.deepEqual(await Promise.all(both.map(classOf)), [expected, expected]);
  } finally {
    process.kill(-(shell.pid ?? 0), 'SIGKILL');
  }
  await shell;
  // What has ended needs no priority.
  await raise(priority, shell.pid ?? 0);
});

test('a lower one can be asked for, and a word that is none is refused', async () => {
  assert.equal((await findPriority(signal, { KINDLING_METER_PRIORITY: 'normal' })).name, 'normal');
  assert.notEqual((await findPriority(signal, { KINDLING_METER_PRIORITY: 'raised' })).name, 'real-time');
  await assert.rejects(findPriority(signal, { KINDLING_METER_PRIORITY: 'high' }), {
    name: 'MeterError',
    message: /KINDLING_METER_PRIORITY is "high", expected one of real-time, raised, normal/,
  });
});

test('a real-time process that runs wild is killed by the kernel', async (context) => {
  if ((await findPriority(signal, {})).name !== 'real-time' || availableParallelism() < 2) {
    return context.skip('NOT TESTED: no real-time priority here');
  }
  const [file = '', ...args] = [...limitPrefix(500), ...REAL_TIME_COMMAND, process.execPath, '-e', 'for (;;) {}'];
  const { signal: killedBy } = await execa(file, args, { reject: false, timeout: 10_000 });
  assert.ok(killedBy === 'SIGXCPU' || killedBy === 'SIGKILL', `ended by ${killedBy}`);
});

test('a Go program leaves a core to everything else at real-time priority, and has them all otherwise', async () => {
  await using folder = await temporaryFolder();
  // `env` stands for a prefix that everybody may use.
  const coresAt = async (name: Priority['name']) => {
    const command = prioritised(
      { name, prefix: ['env'], reason: '' },
      { file: 'sh', arguments: ['-c', 'echo "<$GOMAXPROCS>"'] },
    );
    const generator = await GeneratorProcess.spawn(command, generatorFiles(folder.path));
    await generator.ended;
    return generator.lastWords();
  };
  assert.equal(await coresAt('real-time'), `<${Math.max(1, availableParallelism() - 1)}>`);
  assert.equal(await coresAt('raised'), `<${process.env['GOMAXPROCS'] ?? ''}>`);
});
