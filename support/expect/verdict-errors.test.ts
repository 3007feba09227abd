import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExpectationFailed, InstrumentBlind, judge } from './verdict-errors.ts';

const failure = new ExpectationFailed('not so', { wanted: 'so', lastSeen: 'not' });

describe('judge', () => {
  it('passes when nothing was thrown and all was seen', () => {
    assert.deepEqual(judge(undefined, []), { verdict: 'passed', reason: undefined });
  });

  it('fails for a false claim', () => {
    assert.deepEqual(judge(failure, []), { verdict: 'failed', reason: 'not so' });
  });

  it('is invalid for blindness, whatever the claims said', () => {
    assert.deepEqual(judge(undefined, ['gap']), { verdict: 'invalid', reason: 'gap' });
    assert.deepEqual(judge(failure, ['gap']), { verdict: 'invalid', reason: 'gap\nnot so' });
    assert.deepEqual(judge(new InstrumentBlind('dark'), []), { verdict: 'invalid', reason: 'dark' });
  });

  it('is broken for everything else, blind or not', () => {
    assert.deepEqual(judge(new TypeError('fetch failed'), ['gap']), { verdict: 'broken', reason: 'fetch failed' });
    assert.deepEqual(judge('a string', []), { verdict: 'broken', reason: 'a string' });
  });
});
