import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KnownObjects } from './known-objects.ts';
import type { RawObject } from './raw-object.ts';

const object = (name: string, uid: string, resourceVersion: string): RawObject => ({
  metadata: { name, uid, resourceVersion },
});

test('a new list is told as the differences to what was known', () => {
  const known = new KnownObjects();
  known.replace([object('kept', 'u1', '1'), object('changed', 'u2', '2'), object('replaced', 'u3', '3')]);
  known.note({ change: 'ADDED', object: object('short-lived', 'u4', '4') });
  known.note({ change: 'ADDED', object: object('deleted-before', 'u5', '5') });
  known.note({ change: 'DELETED', object: object('deleted-before', 'u5', '6') });

  const seen = known.replace([object('kept', 'u1', '1'), object('changed', 'u2', '7'), object('replaced', 'u6', '8')]);

  assert.deepEqual(
    seen.map(({ change, object: { metadata } }) => [change, metadata.name, metadata.uid, metadata.resourceVersion]),
    [
      ['DELETED', 'replaced', 'u3', '3'],
      ['DELETED', 'short-lived', 'u4', '4'],
      ['MODIFIED', 'changed', 'u2', '7'],
      ['ADDED', 'replaced', 'u6', '8'],
    ],
  );
  assert.deepEqual(known.replace([object('kept', 'u1', '1')]).length, 2);
});
