import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergePatch } from './merge-patch.ts';

test('merges objects, replaces the rest, and takes away what is null', () => {
  const target = { a: { b: 1, c: 2 }, list: [1, 2], gone: true };
  const patch = { a: { c: 3, d: { e: null, f: 4 } }, list: [3], gone: null };
  assert.deepEqual(mergePatch(target, patch), { a: { b: 1, c: 3, d: { f: 4 } }, list: [3] });
  assert.deepEqual(target, { a: { b: 1, c: 2 }, list: [1, 2], gone: true }, 'the document itself stays as it was');
});

test('merges flags by name, from a list or a map', () => {
  const target = { extraArgs: [flag('v', '2'), flag('keep', 'yes'), flag('gone', 'x')] };
  const asList = mergePatch(target, { extraArgs: [flag('v', '9')] });
  assert.deepEqual(asList, { extraArgs: [flag('keep', 'yes'), flag('gone', 'x'), flag('v', '9')] });
  const asMap = mergePatch(target, { extraArgs: { v: 9, gone: null } });
  assert.deepEqual(asMap, { extraArgs: [flag('keep', 'yes'), flag('v', '9')] });
  assert.deepEqual(mergePatch({}, { extraArgs: { v: 1 } }), { extraArgs: [flag('v', '1')] });
});

function flag(name: string, value: string) {
  return { name, value };
}
