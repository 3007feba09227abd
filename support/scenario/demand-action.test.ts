import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demandAction } from './demand-action.ts';

describe('demandAction', () => {
  it('lets Given and When act', () => {
    demandAction(undefined);
  });

  it('has no Then make true what it seems to look at', () => {
    assert.throws(
      () => demandAction('every pod of service/rng is labelled active=yes'),
      /^Error: "every pod of service\/rng is labelled active=yes" acts, .* write When/,
    );
  });
});
