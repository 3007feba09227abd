import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { deletesPods, givesNodesBack, takesNodes } from './verbs.ts';

const folder = join(import.meta.dirname, '../act');
const verbs = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/verb: '([\w-]+)'/g)])
  .map(([, verb = '']) => verb)
  .sort();

/** A verb that is renamed or added in support/act must be looked at here. */
describe('verbs of support/act', () => {
  it('that delete pods', () => assert.deepEqual(verbs.filter(deletesPods), ['delete-pods', 'evict-node']));

  it('that take nodes, those that give them back, and those that leave them where they are', () => {
    assert.deepEqual(verbs.filter(takesNodes), ['pause-node', 'remove-node', 'stop-node']);
    assert.deepEqual(verbs.filter(givesNodesBack), ['start-node', 'unpause-node']);
    const others = verbs.filter((verb) => verb.includes('node') && !takesNodes(verb) && !givesNodesBack(verb));
    assert.deepEqual(others, [
      'add-node',
      'cordon-nodes',
      'evict-node',
      'taint-nodes',
      'uncordon-nodes',
      'untaint-nodes',
    ]);
  });
});
