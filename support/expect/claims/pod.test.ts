import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pod, T0 } from '../../analysis/testing/objects.ts';
import { TimelineBuilder } from '../../analysis/testing/timeline-builder.ts';
import { podIsGone, podReady, podRestarted } from './pod.ts';
import { podRuns } from './running.ts';

const p = pod('p');

describe('claims about one pod', () => {
  it('follow it from pending to its end', () => {
    const builder = new TimelineBuilder();
    const answers = () =>
      [podReady(p), podIsGone(p), podRestarted(p, T0 + 15)].map((claim) => {
        const { holds, final, lastSeen } = claim.evaluate(builder.facts);
        return `${holds ? 'yes' : 'no'}${final ? '!' : ''} ${lastSeen}`;
      });
    assert.deepEqual(answers(), Array(3).fill('no p was never seen'));
    builder.at(10).sees('ADDED', pod('p', { phase: 'Pending', ready: false }));
    assert.deepEqual(answers(), [
      'no p is Pending, not ready',
      'no p is Pending, not ready',
      'no p was restarted 0 times',
    ]);
    builder.at(20).podChanges('p', { phase: 'Running', ready: true, restarts: 1 });
    assert.deepEqual(answers(), ['yes p is Running, ready', 'no p is Running, ready', 'yes p was restarted 1 time']);
    builder.at(30).podChanges('p', { deletionTimestamp: T0 });
    assert.deepEqual(answers().slice(0, 2), ['no! p is terminating', 'no p is terminating']);
    builder.at(40).podGoes('p');
    assert.deepEqual(answers().slice(0, 2), ['no! p is gone', 'yes p is gone']);
  });

  it('know a pod that runs undisturbed', () => {
    const builder = new TimelineBuilder();
    const answer = () => {
      const { holds, lastSeen } = podRuns(p, T0 + 10).evaluate(builder.facts);
      return `${holds ? 'yes' : 'no'} ${lastSeen}`;
    };
    assert.equal(answer(), 'no p was never seen');
    builder.sees('LISTED', pod('p', { phase: 'Pending' }));
    assert.equal(answer(), 'no p is in phase Pending');
    builder.at(5).podChanges('p', { phase: 'Running', restarts: 1 });
    assert.equal(answer(), 'yes p runs', 'it was restarted before');
    builder.at(20).podChanges('p', { restarts: 2 });
    assert.equal(answer(), 'no p was restarted 1 time');
    builder.podChanges('p', { deletionTimestamp: T0 });
    assert.equal(answer(), 'no p is terminating');
    builder.podGoes('p');
    assert.equal(answer(), 'no p is gone');
  });

  it('give up on a restart when the pod is gone', () => {
    const { facts } = new TimelineBuilder().sees('ADDED', p).at(10).podGoes('p');
    assert.equal(podRestarted(p, T0).evaluate(facts).final, true);
  });
});
