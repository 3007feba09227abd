import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExpectationFailed } from '../expect/verdict-errors.ts';
import { type Ending, judgeEnding } from './judge-ending.ts';

const failed = new ExpectationFailed('it was not so', { wanted: 'this', lastSeen: 'that' });
const died = () => Promise.reject(new Error('the generator died'));

const ending = (over: Partial<Ending> = {}): Ending => ({
  stopTraffic: async () => {},
  whatIsBehind: async () => [],
  blindness: () => [],
  ...over,
});

test('without blindness the steps decide', async () => {
  assert.equal((await judgeEnding(undefined, ending())).verdict, 'passed');
  assert.equal((await judgeEnding(failed, ending())).verdict, 'failed');
});

test('what the watches may not have told makes it invalid, whether a claim was false or not', async () => {
  const away = ending({ whatIsBehind: async () => ['the API server is away'] });
  for (const failure of [undefined, failed]) {
    const { verdict, reason } = await judgeEnding(failure, away);
    assert.equal(verdict, 'invalid');
    assert.match(reason ?? '', /^the API server is away/);
  }
});

test('traffic that does not end in order makes a false claim invalid, and a scenario without one broken', async () => {
  const { verdict, reason } = await judgeEnding(failed, ending({ stopTraffic: died }));
  assert.deepEqual([verdict, reason], ['invalid', 'the generator died\nit was not so']);
  assert.equal((await judgeEnding(undefined, ending({ stopTraffic: died }))).verdict, 'broken');
});

test('blindness counts though traffic did not end in order', async () => {
  const both = ending({ stopTraffic: died, blindness: () => ['a watch had a gap'] });
  assert.match((await judgeEnding(failed, both)).reason ?? '', /a watch had a gap/);
});

test('a run that was ended early leaves what the steps threw, or is broken', async () => {
  const interrupted = ending({ whatIsBehind: () => Promise.reject(new Error('ended by SIGINT')) });
  assert.deepEqual(await judgeEnding(undefined, interrupted), { verdict: 'broken', reason: 'ended by SIGINT' });
  assert.equal((await judgeEnding(failed, interrupted)).verdict, 'failed');
});
