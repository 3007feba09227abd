import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder } from './fixtures/traffic-test.ts';
import { LocalProgram } from './local-program.ts';

test('a program that ends before it is ready is an error with what it said', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'program.ts');
  await writeFile(file, 'console.error("the port is taken"); process.exit(3);');
  await assert.rejects(LocalProgram.start('echo', file, [], AbortSignal.timeout(20_000)), {
    name: 'MeterError',
    message: /^echo: expected a line that says it is ready, but .*exit code 3.*: the port is taken/s,
  });
});

test('a program hears lines, says lines, and ends when disposed', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'program.ts');
  await writeFile(file, 'console.log("ready"); process.stdin.pipe(process.stdout);');
  const program = await LocalProgram.start('echo', file, [], AbortSignal.timeout(20_000));
  assert.equal(program.firstLine, 'ready');
  const answer = new Promise((resolve) => program.lines.once('line', resolve));
  program.tell('hello');
  assert.equal(await answer, 'hello');
  await program[Symbol.asyncDispose]();
});
