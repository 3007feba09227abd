import assert from 'node:assert/strict';
import { it } from 'node:test';
import { unknownDifferences } from './witness.ts';
import { benchWitness } from './witness-bench.ts';

it('agrees with what core scenarios found of every pod', { timeout: 10 * 60_000 }, async (context) => {
  const options = {
    scenarios: ['features/ownership/orphans.feature:7', 'features/replacement/deleted-pods.feature:8'],
  };
  const testimonies = await benchWitness(
    { ...options, kubernetes: undefined, restartAfterMs: undefined },
    (line) => process.stderr.write(`  ${line}\n`),
    context.signal,
  );
  assert.deepEqual(unknownDifferences(testimonies), []);
  assert.deepEqual(
    testimonies.map(({ created, deleted, adopted, released }) => ({ created, deleted, adopted, released })),
    [
      { created: 5, deleted: 0, adopted: 1, released: 1 },
      { created: 6, deleted: 1, adopted: 0, released: 0 },
    ],
  );
});
