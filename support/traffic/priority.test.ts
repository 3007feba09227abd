import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import test from 'node:test';
import { execa } from 'execa';
import { temporaryFolder } from './fixtures/traffic-test.ts';
import { GeneratorProcess } from './generator.ts';
import { generatorFiles } from './generator-call.ts';
import { findPriority, type Priority, prioritised, realTimePrefix } from './priority.ts';

const signal = AbortSignal.timeout(30_000);

/** What the kernel says of a process that was started behind this prefix: its scheduling class and nice value. */
async function schedulingOf(prefix: readonly string[]): Promise<string> {
  const [file = '', ...args] = [...prefix, 'ps', '-o', 'cls=,ni=', '-p'];
  // `exec` keeps the process id.
  const { stdout } = await execa('sh', ['-c', `exec "$0" "$@" $$`, file, ...args]);
  return stdout.trim().replace(/\s+/g, ' ');
}

test('what was found is what the kernel gives', async (context) => {
  const { name, prefix, reason } = await findPriority(signal, {});
  assert.notEqual(reason, '');
  if (process.platform !== 'linux') return context.skip('NOT TESTED: no Linux');
  const seen = await schedulingOf(prefix);
  if (name === 'real-time') assert.match(seen, /^RR/);
  else assert.equal(seen.startsWith('TS'), true, seen);
  if (name === 'normal') assert.deepEqual(prefix, []);
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
  const [file = '', ...args] = [...realTimePrefix(500), process.execPath, '-e', 'for (;;) {}'];
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
