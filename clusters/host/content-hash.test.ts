import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { contentHash } from './content-hash.ts';

let place: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'kindling-hash-'));
});

afterEach(() => {
  rmSync(place, { recursive: true });
});

/** A folder with files, by path. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(place, name, path, '..'), { recursive: true });
    writeFileSync(join(place, name, path), content);
  }
  return join(place, name);
}

test('the same content has the same name, wherever it lies and in whatever order it was written', () => {
  const one = contentHash([folder('one', { 'go.mod': 'module m', 'a/main.go': 'package main' })], ['v1.37.2']);
  const two = contentHash([folder('two', { 'a/main.go': 'package main', 'go.mod': 'module m' })], ['v1.37.2']);
  assert.match(one, /^[0-9a-f]{16}$/);
  assert.equal(two, one);
});

test('every change gives another name', () => {
  const base = { 'go.mod': 'module m', 'go.sum': 'sum' };
  const names = [
    contentHash([folder('base', base)]),
    contentHash([folder('content', { ...base, 'go.sum': 'sun' })]),
    contentHash([folder('renamed', { 'go.mod': 'module m', 'go.some': 'sum' })]),
    contentHash([folder('more', { ...base, 'main.go': '' })]),
    contentHash([folder('moved', { 'go.mod': 'module m', 'a/go.sum': 'sum' })]),
    contentHash([folder('base', base)], ['']),
    contentHash([folder('base', base)], ['x']),
    contentHash([folder('base', base)], ['x', '']),
    contentHash([folder('base', base)], ['', 'x']),
  ];
  const executable = folder('executable', base);
  chmodSync(join(executable, 'go.sum'), 0o755);
  names.push(contentHash([executable]));
  assert.equal(new Set(names).size, names.length, names.join('\n'));
});

test('a file may be named itself', () => {
  const named = (content: string) => contentHash([join(folder('files', { 'main.go': content }), 'main.go')]);
  const first = named('package main');
  assert.equal(named('package main'), first);
  assert.notEqual(named('package other'), first);
});

test('where content begins and ends is part of the name', () => {
  assert.notEqual(contentHash([], ['ab', 'c']), contentHash([], ['a', 'bc']));
});

test('a path that is not there is an error', () => {
  symlinkSync('nowhere', join(place, 'link'));
  assert.throws(() => contentHash([join(place, 'link')]), { code: 'ENOENT' });
});
