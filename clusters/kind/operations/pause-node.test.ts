import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeze } from './pause-node.ts';

const { signal } = new AbortController();
const UNABLE =
  '(HTTP code 500) server error - cannot pause container 83: OCI runtime pause failed: unable to freeze: unknown';

/** A machine that refuses to be paused with these words, one after the other, and then is. */
function machine(...refusals: string[]) {
  let asked = 0;
  const pause = async () => {
    const refusal = refusals[asked++];
    if (refusal !== undefined) throw new Error(refusal);
  };
  return { pause, asked: () => asked };
}

test('a machine that cannot be frozen at this moment is frozen at another', async () => {
  const busy = machine(UNABLE, UNABLE);
  await freeze(busy, signal);
  assert.equal(busy.asked(), 3);
});

test('one that never can, or for another reason, is an error in the words of the engine', async () => {
  const never = machine(...Array<string>(100).fill(UNABLE));
  await assert.rejects(freeze(never, signal), /unable to freeze/);
  assert.equal(never.asked(), 10);
  const gone = machine('(HTTP code 409) Container 83 is not running');
  await assert.rejects(freeze(gone, signal), /not running/);
  assert.equal(gone.asked(), 1);
});
