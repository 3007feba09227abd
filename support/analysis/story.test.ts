import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { storyOf } from './story.ts';
import { controlledBy, pod, slice, T0 } from './testing/objects.ts';
import { daemonPod, rngTimeline } from './testing/rng.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

const all = { from: T0 + 1, to: undefined };
const told = (facts: Parameters<typeof storyOf>[0]) =>
  storyOf(facts, all).map(({ at, what, object, detail }) => `${at - T0} ${what} ${object} ${detail}`.trimEnd());

describe('storyOf', () => {
  it('tells of a released pod, its replacement and the slice', () => {
    const { facts } = rngTimeline()
      .at(10)
      .acts('a1', { summary: 'removed label app from w2' })
      .at(20)
      .podChanges('w2', { labels: { tier: 'x' } })
      .sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w1']))
      .at(30)
      .podChanges('w2', { controller: undefined })
      .at(40)
      .sees('ADDED', daemonPod('w3', 'worker2', { ready: false }))
      .at(50)
      .podChanges('w3', { ready: true })
      .sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w1', 'w3']));
    assert.deepEqual(told(facts), [
      '10 asked  you removed label app from w2',
      '20 relabelled w2 app removed (was app=rng)',
      '20 relabelled w2 controller-revision-hash removed (was controller-revision-hash=6d4dd66654)',
      '20 relabelled w2 tier=x',
      '20 slice service/rng w2 left',
      '30 released w2 by daemonset/rng',
      '40 created w3 by daemonset/rng on worker2',
      '50 ready w3',
      '50 slice service/rng w3 entered',
    ]);
  });

  it('tells of the end of pods, fast and slow', () => {
    const { facts } = rngTimeline()
      .at(10)
      .podChanges('w1', { deletionTimestamp: T0 })
      .at(20)
      .podChanges('w1', { phase: 'Succeeded', ready: false })
      .at(30)
      .podGoes('w1')
      .podGoes('w2')
      .at(40)
      .podChanges('d1', { ready: false })
      .at(50)
      .podChanges('d1', { ready: true, controller: undefined })
      .at(60)
      .podChanges('d1', { controller: { kind: 'Job', name: 'j', uid: 'u' } })
      .sees('ADDED', pod('bare', { node: undefined }))
      .at(70)
      .podChanges('bare', { controller: controlledBy('DaemonSet', 'rng') })
      .at(80)
      .podChanges('bare', { phase: 'Failed', phaseReason: 'Evicted', ready: false });
    assert.deepEqual(told(facts), [
      '10 deleted w1 terminating',
      '20 not ready w1',
      '20 stopped w1 phase Succeeded',
      '30 gone w1',
      '30 deleted w2 at once',
      '40 not ready d1',
      '50 orphaned d1 of deployment/rng',
      '50 ready d1 again',
      '60 adopted d1 by Job j',
      '60 created bare',
      '70 adopted bare by daemonset/rng',
      '80 not ready bare',
      '80 stopped bare phase Failed: Evicted',
    ]);
  });

  it('merges failed requests, and tells of gaps and of actions without effect', () => {
    const { facts } = new TimelineBuilder()
      .at(10)
      .request({ outcome: 'refused' })
      .at(500)
      .request({ outcome: 'timeout' })
      .at(600)
      .request({ outcome: 'refused' })
      .at(2000)
      .request({ outcome: 'closed' })
      .at(3000)
      .acts('a1', { changed: false })
      .add({ type: 'watch-gap', kind: 'Pod', namespace: 'n', from: T0 + 4000, to: T0 + 4100, reason: '410' })
      .at(4000)
      .sees('ADDED', slice([], { service: undefined, name: 'x' }));
    assert.deepEqual(told(facts), [
      '10 failed fresh requests 2 refused, 1 timeout',
      '2000 failed fresh requests 1 closed',
      '3000 asked  you did something',
      '3005 no effect  nothing was changed',
      '4000 watch gap Pod 410',
    ]);
    assert.equal(storyOf(facts, all)[0]?.until, T0 + 600);
  });
});
