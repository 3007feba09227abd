import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { deletesPods, takesNodes } from './verbs.ts';

const folder = join(import.meta.dirname, '../act');
const verbs = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/verb: '([\w-]+)'/g)])
  .map(([, verb = '']) => verb)
  .sort();

/** A verb that is renamed or added in support/act must be looked at here. */
describe('verbs of support/act', () => {
  it('that delete pods', () => assert.deepEqual(verbs.filter(deletesPods), ['delete-pods', 'evict-node']));

  it('that take nodes, and not those that give them back', () => {
    assert.deepEqual(verbs.filter(takesNodes), ['pause-node', 'remove-node', 'stop-node']);
    const others = verbs.filter((verb) => /node|machine|server/.test(verb) && !takesNodes(verb));
    assert.deepEqual(others, [
      'add-node',
      'cordon-nodes',
      'evict-node',
      'restart-api-server',
      'start-node',
      'taint-nodes',
      'uncordon-nodes',
      'unpause-node',
      'untaint-nodes',
    ]);
  });
});
