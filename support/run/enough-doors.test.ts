import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Door } from '../../clusters/cluster.ts';
import { demandDoors } from './enough-doors.ts';

const doors = [30080, 30080, 30081].map((nodePort) => ({ nodePort }) as Door);

test('each scenario at a time needs a NodePort that has doors, however many nodes they lead to', () => {
  demandDoors(2, { doors }, []);
  assert.throws(() => demandDoors(3, { doors }, [1, 2, 3]), /3 scenarios at a time are too many: .* doors for 2/);
  demandDoors(3, undefined, [1, 2, 3]);
  assert.throws(() => demandDoors(4, undefined, [1, 2, 3]), /doors for 3/);
});
