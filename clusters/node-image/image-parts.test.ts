import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { describeParts, expectFitting, layerParts } from './image-parts.ts';

const parts = [
  { name: 'small', bytes: 1_499_999 },
  { name: 'large', bytes: 173_200_000 },
];

test('parts are told in MB, the largest first', () => {
  assert.deepEqual(describeParts(parts), [' 173 MB  large', '   1 MB  small']);
});

test('a layer is counted once and named by every image that has it', () => {
  const place = mkdtempSync(join(tmpdir(), 'kindling-parts-'));
  try {
    const file = (name: string, bytes: number) => {
      writeFileSync(join(place, name), Buffer.alloc(bytes));
      return join(place, name);
    };
    const [tools, program] = [file('tools', 35), file('program', 150)];
    const images = [
      { reference: 'registry.k8s.io/kube-scheduler:v1.37.2', layers: [program] },
      { reference: 'registry.k8s.io/kube-proxy:v1.37.2', layers: [tools, program] },
    ];
    assert.deepEqual(layerParts(images), [
      { name: 'image layer of kube-scheduler:v1.37.2, kube-proxy:v1.37.2', bytes: 150 },
      { name: 'image layer of kube-proxy:v1.37.2', bytes: 35 },
    ]);
  } finally {
    rmSync(place, { recursive: true });
  }
});

test('an image of 900 MB is small enough, a larger one is an error with its parts', () => {
  expectFitting('kindling/node:x', 900_000_000, parts);
  assert.throws(() => expectFitting('kindling/node:x', 901_000_000, parts), {
    message: 'Node image kindling/node:x has 901 MB unpacked, expected at most 900 MB:\n 173 MB  large\n   1 MB  small',
  });
  assert.throws(() => expectFitting('kindling/node:x', 900_000_001, parts));
});
