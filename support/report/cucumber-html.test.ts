import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { remakeCucumberHtml } from './cucumber-html.ts';

async function folderOf(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kindling-cucumber-'));
  context.after(() => rm(folder, { recursive: true }));
  return folder;
}

const message = (id: string) => JSON.stringify({ testRunStarted: { id, timestamp: { seconds: 0, nanos: 0 } } });

test("Cucumber's page is made again from its messages, without one that was not finished", async (context) => {
  const folder = await folderOf(context);
  await writeFile(join(folder, 'messages.ndjson'), `${message('first')}\n${message('second')}\n{"testRunFin`);
  await writeFile(join(folder, 'cucumber.html'), 'of before');
  assert.equal(await remakeCucumberHtml(folder), true);
  const page = await readFile(join(folder, 'cucumber.html'), 'utf8');
  assert.match(page, /^<!DOCTYPE html>/i);
  assert.ok(page.includes(`${message('first')},${message('second')}`));
  assert.ok(page.trimEnd().endsWith('</html>'));
  assert.deepEqual((await readdir(folder)).sort(), ['cucumber.html', 'messages.ndjson']);
});

test('without messages there is no page', async (context) => {
  const folder = await folderOf(context);
  assert.equal(await remakeCucumberHtml(folder), false);
  assert.deepEqual(await readdir(folder), []);
});

test('what is no message is named, and the page stays as it was', async (context) => {
  const folder = await folderOf(context);
  await writeFile(join(folder, 'messages.ndjson'), `${message('first')}\nnonsense\n`);
  await writeFile(join(folder, 'cucumber.html'), 'of before');
  await assert.rejects(remakeCucumberHtml(folder), { message: /messages\.ndjson:2 is no message of Cucumber's/ });
  assert.equal(await readFile(join(folder, 'cucumber.html'), 'utf8'), 'of before');
});
