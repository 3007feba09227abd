import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { requireGo } from './go-release.ts';

let folder: string;
const host = { PATH: process.env['PATH'], KINDLING_CACHE: process.env['KINDLING_CACHE'] };

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'kindling-go-'));
  process.env['KINDLING_CACHE'] = join(folder, 'cache');
});

after(() => {
  for (const [name, value] of Object.entries(host)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rmSync(folder, { recursive: true });
});

/** Puts a `go` on PATH that says it is of this release; undefined for none. */
function goOnPath(release: string | undefined, toolchain = 'local'): void {
  const programs = join(folder, `programs-${release ?? 'none'}-${toolchain}`);
  mkdirSync(programs, { recursive: true });
  if (release === undefined) {
    process.env['PATH'] = programs;
    return;
  }
  const answer = JSON.stringify({ GOVERSION: release, GOTOOLCHAIN: toolchain });
  writeFileSync(join(programs, 'go'), `#!/bin/sh\necho '${answer}'\n`);
  chmodSync(join(programs, 'go'), 0o755);
  process.env['PATH'] = `${programs}${delimiter}${host.PATH}`;
}

function modules(...releases: readonly string[]): string[] {
  return releases.map((release, index) => {
    const file = join(folder, `${index}.mod`);
    writeFileSync(file, `module example.org/m\n\ngo ${release}\n`);
    return file;
  });
}

const check = (...releases: readonly string[]) => requireGo(modules(...releases), new AbortController().signal);

test('no go command: the error names the newest release that a module asks for', async () => {
  goOnPath(undefined);
  await assert.rejects(
    check('1.26.0', '1.26.10', '1.26.9'),
    /needs Go 1\.26\.10 or newer, and there is no `go` on PATH: install it/,
  );
});

const tooOld: readonly (readonly [present: string, needed: string])[] = [
  ['go1.19.8', '1.26.0'],
  ['go1.26.7', '1.26.8'],
  ['go1.26rc1', '1.26.0'],
  ['go1.9', '1.26'],
];
for (const [present, needed] of tooOld) {
  test(`${present} is too old where ${needed} is needed`, async () => {
    goOnPath(present);
    await assert.rejects(
      check(needed),
      new RegExp(`needs Go ${needed} or newer, and .go. on PATH is ${present.slice(2)}: install`),
    );
  });
}

const enough: readonly (readonly [present: string, needed: string])[] = [
  ['go1.26.8', '1.26.8'],
  ['go1.26.10', '1.26.9'],
  ['go1.27rc1', '1.26.8'],
  ['go1.26.8 X:nocoverageredesign', '1.26.8'],
  ['go2.0', '1.99'],
  ['devel go1.28-abcdef', '1.26.8'],
];
for (const [present, needed] of enough) {
  test(`${present} is enough where ${needed} is needed`, async () => {
    goOnPath(present);
    await check(needed);
  });
}

test('a go command that may fetch a newer one is enough from 1.21 on', async () => {
  goOnPath('go1.22.1', 'auto');
  await check('1.26.0');
  goOnPath('go1.20.1', 'auto');
  await assert.rejects(check('1.26.0'), /is 1\.20\.1/);
});

test('a go.mod without a go line is an error that names it', async () => {
  goOnPath('go1.26.8');
  const file = join(folder, 'none.mod');
  writeFileSync(file, 'module example.org/m\n');
  await assert.rejects(requireGo([file], new AbortController().signal), /none\.mod has no "go" line/);
});
