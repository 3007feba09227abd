import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from './engine/engine.ts';
import { takeDown } from './put-up.ts';
import { keptClusters } from './registry/kept-clusters.ts';
import { ownCache, recordKept } from './registry/testing/recorded-runs.ts';

test('another engine than the one that has a cluster does not take it down, and its record stays', async (context) => {
  ownCache(context);
  recordKept({ name: 'mine', run: 'aaaa1111', engine: 'embedded' });
  // It must not even be asked.
  const docker = { kind: 'docker', description: 'Docker 29.0.0 on Debian' } as Engine;
  await assert.rejects(
    takeDown(docker, 'mine'),
    /mine was put up in the embedded engine, and what was found is Docker 29.* "KINDLING_ENGINE=embedded npm run cluster -- down mine"/,
  );
  assert.deepEqual(
    keptClusters().map(({ name }) => name),
    ['mine'],
  );
});
