import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAnnotation, parseLabel, parseLabelKey, parseLabels, parseLabelValue } from './labels.ts';

describe('labels', () => {
  it('are read as Kubernetes takes them', () => {
    assert.deepEqual(parseLabel('app=rng'), { key: 'app', value: 'rng' });
    assert.deepEqual(parseLabel('example.com/tier='), { key: 'example.com/tier', value: '' });
    assert.deepEqual(parseLabels('app=rng , a_b.c-d=1'), { app: 'rng', 'a_b.c-d': '1' });
    assert.equal(
      parseLabelKey('controller.kubernetes.io/pod-deletion-cost'),
      'controller.kubernetes.io/pod-deletion-cost',
    );
    assert.deepEqual(parseAnnotation('example.com/cost=-100'), { key: 'example.com/cost', value: '-100' });
    assert.equal(parseLabelKey('a'.repeat(63)), 'a'.repeat(63));
  });

  it('are refused with what is valid', () => {
    for (const text of [
      'app',
      '=rng',
      '-app=rng',
      'app=rng-',
      'a/b/c=d',
      'UPPER/x=1',
      '/x=1',
      `${'a'.repeat(64)}=1`,
      'a=b=c',
    ]) {
      assert.throws(() => parseLabel(text), /is no label: write KEY=VALUE such as app=rng/, text);
    }
    assert.throws(
      () => parseLabelKey('app-'),
      /^Error: "app-" is no key of a label or an annotation: write one such as app or/,
    );
    assert.throws(() => parseLabelValue('a.b/c'), /^Error: "a.b\/c" is no value of a label: write one such as rng/);
    assert.equal(parseLabelValue('a.b'), 'a.b');
    assert.throws(() => parseLabelKey('app=rng'), /^Error: "app=rng" is no key/);
    assert.throws(() => parseAnnotation('cost'), /^Error: "cost" is no annotation: write KEY=VALUE/);
    assert.throws(() => parseAnnotation('a b=1'), /^Error: "a b" is no key/);
    assert.throws(() => parseLabels('app=rng,app=web'), /has the label app twice/);
  });
});
