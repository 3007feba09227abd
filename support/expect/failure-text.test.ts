import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { slice, T0 } from '../analysis/testing/objects.ts';
import { daemonPod, deploymentPod, HASH, rngTimeline } from '../analysis/testing/rng.ts';
import { TimelineBuilder } from '../analysis/testing/timeline-builder.ts';
import { recreatesNone } from './claims/recreations.ts';
import { expectationFailed } from './failure-text.ts';

const asked = { timing: ' for 5s', since: undefined };

describe('expectationFailed', () => {
  it('reads as a teacher would say it', () => {
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1', { summary: 'removed label app from w2', pods: ['w2'] })
      .at(1012)
      .podChanges('w2', { labels: { 'controller-revision-hash': HASH } })
      .at(1013)
      .sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w1']))
      .at(1032)
      .podChanges('w2', { controller: undefined })
      .at(1040)
      .request({ outcome: 'refused' })
      .at(1060)
      .request({ outcome: 'timeout' })
      .at(1310)
      .sees('ADDED', daemonPod('w3', 'worker2', { ready: false }));
    const claim = recreatesNone({ kind: 'daemonset', name: 'rng' }, { action: 'a1' });
    const error = expectationFailed(claim, claim.evaluate(facts), facts, asked);
    assert.equal(error.wanted, 'daemonset/rng recreates no pod for 5s');
    assert.equal(error.lastSeen, 'daemonset/rng recreated 1 pod');
    assert.equal(
      error.message,
      [
        'daemonset/rng recreated 1 pod, expected none for 5s',
        '  w3 on worker2, created 0.31s after you removed label app from w2',
        '  why: w2 no longer matches app=rng, so daemonset/rng released it (0.02s) and node worker2 had no daemon',
        '',
        '  Since you removed label app from w2:',
        '          +0.00s  asked                       you removed label app from w2',
        '          +0.01s  relabelled  w2              app removed (was app=rng)',
        '          +0.01s  slice       service/rng     w2 left',
        '          +0.03s  released    w2              by daemonset/rng',
        '    +0.04s–0.06s  failed      fresh requests  1 refused, 1 timeout',
        '          +0.31s  created     w3              by daemonset/rng on worker2',
      ].join('\n'),
    );
  });

  it('keeps the fifteen most telling events and says how many it left out', () => {
    const builder = rngTimeline().at(10).acts('a1').at(20);
    for (let number = 0; number < 14; number++) builder.sees('ADDED', deploymentPod(`n${number}`, { ready: false }));
    builder.at(30).podChanges('n0', { ready: true }).podChanges('n1', { ready: true });
    const message = expectationFailed(claimed(), { holds: false, lastSeen: 'seen' }, builder.facts, asked).message;
    assert.equal(message.match(/created/g)?.length, 14);
    assert.ok(!message.includes('  ready'));
    assert.match(message, /… and 2 lesser events$/);
  });

  it('counts a single event left out as one', () => {
    const builder = new TimelineBuilder().acts('a1').at(20);
    for (let number = 0; number < 15; number++) builder.sees('ADDED', deploymentPod(`n${number}`, { ready: false }));
    const message = expectationFailed(claimed(), { holds: false, lastSeen: 'seen' }, builder.facts, asked).message;
    assert.match(message, /… and 1 lesser event$/);
  });

  it('begins where it is told when nothing was done, and says when nothing happened', () => {
    const seen = { holds: false, lastSeen: 'seen' };
    const { facts } = new TimelineBuilder().at(500).sees('ADDED', deploymentPod('n', { ready: false }));
    const since = { timing: '', since: T0 };
    assert.match(
      expectationFailed(claimed(), seen, facts, since).message,
      /What happened:\n {4}\+0\.50s {2}created {2}n/,
    );
    assert.match(expectationFailed(claimed(), seen, [], since).message, /Nothing happened since\.$/);
    assert.match(expectationFailed(claimed(), seen, [], asked).message, /The timeline is empty\.$/);
  });
});

function claimed() {
  return { describe: 'it is so', evaluate: () => ({ holds: true, lastSeen: '' }) };
}
