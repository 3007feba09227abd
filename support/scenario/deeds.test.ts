import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExpectationFailed } from '../expect/verdict-errors.ts';
import { Deeds } from './deeds.ts';

const ref = (kind: string, name: string) => ({ kind, namespace: 'n', name, uid: `uid-${name}` });

test('"the pod" is what was last acted on of its kind, whatever was done to other kinds since', () => {
  const deeds = new Deeds();
  assert.throws(() => deeds.last, ExpectationFailed);
  assert.deepEqual(deeds.lastOf('Pod'), []);
  deeds.remember({
    action: 'a',
    askedAt: 1,
    acknowledgedAt: 1,
    subjects: [ref('Node', 'w'), ref('Pod', 'p'), ref('Pod', 'q')],
  });
  deeds.remember({ action: 'b', askedAt: 2, acknowledgedAt: 2, subjects: [ref('Deployment', 'rng')] });
  assert.equal(deeds.last.action, 'b');
  assert.deepEqual(
    deeds.lastOf('Pod').map(({ name }) => name),
    ['p', 'q'],
  );
  deeds.remember({ action: 'c', askedAt: 3, acknowledgedAt: 3, subjects: [ref('Pod', 'r')] });
  assert.deepEqual(
    deeds.lastOf('Pod').map(({ name }) => name),
    ['r'],
  );
  assert.equal(deeds.lastOf('Node')[0]?.name, 'w');
  assert.equal(deeds.count, 3);
});
