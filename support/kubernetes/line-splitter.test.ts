import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineSplitter } from './line-splitter.ts';

test('lines come out whole wherever the chunks were cut, even within a character', () => {
  const bytes = Buffer.from('{"a":"grün"}\n\n{"b":"🔥"}\n{"c":');
  for (let size = 1; size <= bytes.length; size++) {
    const splitter = new LineSplitter();
    const lines: string[] = [];
    for (let at = 0; at < bytes.length; at += size) lines.push(...splitter.push(bytes.subarray(at, at + size)));
    assert.deepEqual(lines, ['{"a":"grün"}', '{"b":"🔥"}'], `chunks of ${size} bytes`);
  }
});

test('bytes that are no UTF-8 are an error, not another character', () => {
  assert.throws(() => new LineSplitter().push(Uint8Array.of(0xc3, 0x28, 0x0a)), TypeError);
});
