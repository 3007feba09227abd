import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeWithEvidence } from './judge-with-evidence.ts';

const failed = { verdict: 'failed', reason: 'it was not so' } as const;

test('of what passed no evidence is saved', async () => {
  const passed = { verdict: 'passed', reason: undefined } as const;
  const refuse = () => Promise.reject(new Error('must not be asked'));
  assert.equal(await judgeWithEvidence(passed, 'evidence/s1', refuse), passed);
});

test('what did not pass says where its evidence is', async () => {
  let saved = 0;
  const judged = await judgeWithEvidence(failed, 'evidence/s1', async () => void saved++);
  assert.deepEqual(judged, { verdict: 'failed', reason: 'it was not so\nevidence: evidence/s1' });
  assert.equal(saved, 1);
});

test('evidence that cannot be saved changes no verdict', async () => {
  const full = () => Promise.reject(new Error('ENOSPC'));
  assert.deepEqual(await judgeWithEvidence(failed, 'evidence/s1', full), {
    verdict: 'failed',
    reason: 'it was not so\nno evidence could be saved: Error: ENOSPC',
  });
});
