import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeCleanUp } from './judge-clean-up.ts';

const passed = { verdict: 'passed', reason: undefined } as const;
const failed = { verdict: 'failed', reason: 'it was not so' } as const;
const refused = () => Promise.reject(new Error('nodes/w is not found'));

test('a clean-up that succeeds changes no verdict', async () => {
  for (const judged of [passed, failed]) assert.equal(await judgeCleanUp(judged, async () => {}), judged);
});

test('what passed and could not be cleaned up is broken', async () => {
  assert.deepEqual(await judgeCleanUp(passed, refused), {
    verdict: 'broken',
    reason: 'the scenario could not be cleaned up: nodes/w is not found',
  });
});

test('what failed stays failed, and says that it could not be cleaned up either', async () => {
  assert.deepEqual(await judgeCleanUp(failed, refused), {
    verdict: 'failed',
    reason: 'it was not so\nthe scenario could not be cleaned up: nodes/w is not found',
  });
});
