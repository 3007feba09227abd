import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NodePortPool } from './node-ports.ts';

const stuck = () => Promise.reject(new Error('namespace kindling-x-s1 is still there'));

test('each port is lent once, and again when its last Service is gone', async () => {
  const pool = new NodePortPool([30080, 30081]);
  assert.deepEqual([await pool.borrow(), await pool.borrow()], [30080, 30081]);
  await assert.rejects(pool.borrow(), /is in use: run fewer scenarios/);
  const gone = Promise.withResolvers<void>();
  pool.giveBack(30081, gone.promise);
  const again = pool.borrow();
  let lent = false;
  void again.then(() => {
    lent = true;
  });
  await new Promise(setImmediate);
  assert.equal(lent, false);
  gone.resolve();
  assert.equal(await again, 30081);
});

test('a port that stays taken is passed over', async () => {
  const pool = new NodePortPool([30080, 30081]);
  const port = await pool.borrow();
  pool.giveBack(port, stuck());
  await pool.borrow();
  pool.giveBack(30081, Promise.resolve());
  assert.equal(await pool.borrow(), 30081);
});

test('when no port can be used, the reasons are told, and it is asked again the next time', async () => {
  const pool = new NodePortPool([30080]);
  pool.giveBack(await pool.borrow(), stuck());
  for (const _ of [1, 2]) await assert.rejects(pool.borrow(), /kindling-x-s1 is still there/);
});
