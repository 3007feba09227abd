import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { execa } from 'execa';
import { goBuild, runGo } from './go-toolchain.ts';
import { type ServedModule, writeModuleProxy } from './testing/module-proxy.ts';

const { failed: noGo } = await execa('go', ['version'], { reject: false });
const options = { skip: noGo && 'NOT TESTED: there is no go command on PATH' };
const signal = new AbortController().signal;
const NAMES = ['KINDLING_CACHE', 'GOPROXY', 'GOFLAGS'] as const;
const host = new Map(NAMES.map((name) => [name, process.env[name]]));
let place: string;
let served: ServedModule;
let module: string;
let output: string;

before(() => {
  place = mkdtempSync(join(tmpdir(), 'kindling-build-'));
  const dep = { 'go.mod': 'module example.org/dep\n\ngo 1.21\n', 'dep.go': 'package dep\n\nconst Answer = 42\n' };
  served = writeModuleProxy(join(place, 'proxy'), 'example.org/dep', 'v1.0.0', dep);
  process.env['GOPROXY'] = served.proxy;
  process.env['KINDLING_CACHE'] = join(place, 'cache');
});

beforeEach(() => {
  module = mkdtempSync(join(place, 'module-'));
  output = join(module, 'program');
  writeFileSync(join(module, 'go.mod'), 'module example.org/m\n\ngo 1.21\n\nrequire example.org/dep v1.0.0\n');
  writeFileSync(
    join(module, 'main.go'),
    'package main\n\nimport "example.org/dep"\n\nvar said string\n\nfunc main() { println(dep.Answer, said) }\n',
  );
  mkdirSync(join(place, 'cache'), { recursive: true });
});

after(async () => {
  // The module cache is read-only: only the go command removes it for everybody.
  if (!noGo) await runGo(['clean', '-modcache'], signal);
  for (const [name, value] of host) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rmSync(place, { recursive: true });
});

const sums = (...lines: readonly string[]) => writeFileSync(join(module, 'go.sum'), `${lines.join('\n')}\n`);
const build = () => goBuild({ module, program: '.', output, variables: { 'main.said': 'hello' } }, signal);

test('what go.sum names is built, once more without a network, and to the same bytes', options, async () => {
  sums(...served.sums);
  await build();
  const { stderr } = await execa(output);
  assert.equal(stderr, '42 hello');
  const first = readFileSync(output);
  rmSync(output);
  process.env['GOPROXY'] = 'off';
  try {
    await build();
  } finally {
    process.env['GOPROXY'] = served.proxy;
  }
  assert.deepEqual(readFileSync(output), first);
});

test('a module of another content than go.sum names is refused', options, async () => {
  const [zip = '', mod = ''] = served.sums;
  sums(zip.replace(/h1:.{8}/, 'h1:AAAAAAAA'), mod);
  await assert.rejects(build(), /checksum mismatch/);
  assert.equal(existsSync(output), false);
});

test('a module that go.sum does not name is refused, and go.sum is left as it is', options, async () => {
  sums(served.sums[1] ?? '');
  const before = readFileSync(join(module, 'go.sum'), 'utf8');
  await assert.rejects(build(), /missing go\.sum entry/);
  assert.equal(readFileSync(join(module, 'go.sum'), 'utf8'), before);
});

test('what the host has set for its own builds does not reach ours', options, async () => {
  sums(served.sums[1] ?? '');
  process.env['GOFLAGS'] = '-mod=mod';
  try {
    await assert.rejects(build(), /missing go\.sum entry/);
  } finally {
    delete process.env['GOFLAGS'];
  }
});

test('without a go command the error says so', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = join(place, 'nothing');
  try {
    await assert.rejects(build(), { name: 'GoMissing', message: /no `go` on PATH/ });
  } finally {
    process.env['PATH'] = path;
  }
});
