import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preparationOutcome, UNFIT, unpreparedWarning } from './preparation-outcome.ts';

test('a script that ended well has prepared the image, and one that found it unfit has not failed', () => {
  assert.deepEqual(preparationOutcome(0, 'a word\n'), { prepared: true });
  assert.deepEqual(preparationOutcome(UNFIT, 'a word\n'), { prepared: false });
});

test('a mount that fails leaves the image unprepared, and people are told why', () => {
  const said = 'unpacking\r\nfirst\r\nctr: failed to mount overlay: invalid argument\r\n';
  const { prepared, failure = '' } = preparationOutcome(1, said);
  assert.equal(prepared, false);
  assert.equal(failure, 'exit code 1, unpacking; first; ctr: failed to mount overlay: invalid argument');
  assert.match(unpreparedWarning('node:1', failure), /node:1 could not be unpacked .*invalid argument.* overlay2$/);
  assert.equal(preparationOutcome(137, '').failure, 'exit code 137');
});
