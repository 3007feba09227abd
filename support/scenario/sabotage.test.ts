import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sabotageOf } from './sabotage.ts';
import { wrongNodes, wrongSubjects } from './sabotaged-action.ts';

describe('sabotage', () => {
  it('is off unless asked for by its exact name', () => {
    const of = (value?: string) => sabotageOf(value === undefined ? {} : { KINDLING_SABOTAGE: value });
    assert.deepEqual([of(), of('')], [{ kind: 'none' }, { kind: 'none' }]);
    assert.deepEqual(of('skip-actions'), { kind: 'skip', which: 'every' });
    assert.deepEqual(of('skip-action:2'), { kind: 'skip', which: 2 });
    assert.deepEqual(of('wrong-pod'), { kind: 'wrong-pod', which: 'every' });
    assert.deepEqual(of('wrong-pod:3'), { kind: 'wrong-pod', which: 3 });
    assert.deepEqual(of('wrong-node'), { kind: 'wrong-node', which: 'every' });
    assert.deepEqual(of('wrong-node:2'), { kind: 'wrong-node', which: 2 });
    for (const wrong of ['skip', 'skip-action', 'skip-action:0', 'wrong-pods', 'wrong-node:0']) {
      assert.throws(
        () => of(wrong),
        new RegExp(`"${wrong}", expected "skip-actions", .*"wrong-pod:NUMBER", .*"wrong-node:NUMBER"`),
      );
    }
  });

  const pod = (name: string, owner: string, kind = 'Pod') => ({
    ...{ kind, namespace: 'n', name, uid: `uid-${name}` },
    controller: { kind: 'ReplicaSet', name: owner, uid: owner },
  });
  const [a, b, c, x] = [pod('a', 'rs'), pod('b', 'rs'), pod('c', 'rs'), pod('x', 'ds')] as const;

  it('hits a pod of the same owner rather than another, because that is the harder to notice', () => {
    assert.deepEqual(wrongSubjects([b], [x, a, b, c]), [a]);
    assert.deepEqual(wrongSubjects([x], [x, a, b, c]), [a]);
    assert.deepEqual(wrongSubjects([a, x], [a, b, x]), [b, x]);
  });

  it('leaves one out where all are meant, and cannot hit another where there is no other', () => {
    assert.deepEqual(wrongSubjects([a, b], [a, b]), [b]);
    assert.equal(wrongSubjects([a], [a]), undefined);
    assert.equal(wrongSubjects([pod('w', 'none', 'Node')], [a]), undefined);
    assert.equal(wrongSubjects([], [a]), undefined);
  });

  it('hits another worker, never a control plane, and nothing where there is no other', () => {
    const [control, worker, worker2] = [pod('c', '', 'Node'), pod('w', '', 'Node'), pod('w2', '', 'Node')] as const;
    const nodes = [control, worker, worker2];
    const workers = new Set(['w', 'w2']);
    assert.deepEqual(wrongNodes([worker], nodes, workers), [worker2]);
    assert.deepEqual(wrongNodes([worker2], nodes, workers), [worker]);
    assert.equal(wrongNodes([control], nodes, workers), undefined);
    assert.equal(wrongNodes([worker], [control, worker], workers), undefined);
    assert.equal(wrongNodes([a], nodes, workers), undefined);
    assert.equal(wrongNodes([], nodes, workers), undefined);
  });
});
