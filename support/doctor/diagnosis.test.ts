import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canRun, diagnosisTable, type Finding, findingOf } from './diagnosis.ts';

const FINE: Finding = { subject: 'memory', verdict: 'ok', found: '20 GiB available' };

test('what can be set counts as set for the run, and the doctor sets nothing', () => {
  const set = () => assert.fail('the doctor set something');
  assert.deepEqual(findingOf({ subject: 'a', level: 'settable', found: '1, raised to 2', set }), {
    subject: 'a',
    verdict: 'set for the run',
    found: '1, raised to 2',
  });
});

test('only an error keeps scenarios from running', () => {
  assert.equal(canRun([FINE, { ...FINE, verdict: 'warning' }, { ...FINE, verdict: 'set for the run' }]), true);
  assert.equal(canRun([FINE, { ...FINE, verdict: 'error' }]), false);
});

test('the table has a verdict on each line and what mends it below', () => {
  const bad = findingOf({ subject: 'overlay', level: 'warning', found: 'unknown', remedy: 'modprobe overlay' });
  assert.equal(
    diagnosisTable([FINE, bad]),
    'ok       memory   20 GiB available\nwarning  overlay  unknown\n                  to mend it: modprobe overlay\n',
  );
});
