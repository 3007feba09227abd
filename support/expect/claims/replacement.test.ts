import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { T0 } from '../../analysis/testing/objects.ts';
import { daemonPod, deploymentPod, rngTimeline } from '../../analysis/testing/rng.ts';
import type { Claim } from '../claim.ts';
import { recreatesElsewhere, recreatesOnNodesOf, replacesWhen } from './replacement.ts';

const deployment = { kind: 'deployment', name: 'rng' } as const;
const daemonset = { kind: 'daemonset', name: 'rng' } as const;
const since = { action: 'a' };
const worker1 = { kind: 'Node', namespace: '', name: 'worker1', uid: 'uid-worker1' };
const holds = (claim: Claim, { facts }: ReturnType<typeof rngTimeline>) => claim.evaluate(facts).holds;

/** d1 is deleted, replaced after 50 ms, and stops after 3 s. */
const replica = () =>
  rngTimeline()
    .at(1000)
    .acts('a', { verb: 'delete-pods', pods: ['d1'] })
    .at(1010)
    .podChanges('d1', { deletionTimestamp: T0 + 9000 })
    .at(1050)
    .sees('ADDED', deploymentPod('d4', { node: 'worker2' }))
    .at(4000)
    .podChanges('d1', { phase: 'Succeeded' });

/** w1 is deleted, stops after 3 s, and is replaced afterwards on a node. */
const daemon = (node: string) =>
  rngTimeline()
    .at(1000)
    .acts('a', { verb: 'delete-pods', pods: ['w1'] })
    .at(1010)
    .podChanges('w1', { deletionTimestamp: T0 + 9000 })
    .at(4000)
    .podChanges('w1', { phase: 'Succeeded' })
    .at(4005)
    .sees('ADDED', daemonPod('w3', node));

describe('claims about replacements', () => {
  it('tell a controller that waits from one that does not', () => {
    const d1 = deploymentPod('d1');
    const w1 = daemonPod('w1', 'worker1');
    assert.equal(holds(replacesWhen(deployment, [d1], 'before', since), replica()), true);
    assert.equal(holds(replacesWhen(deployment, [d1], 'after', since), replica()), false);
    assert.equal(holds(replacesWhen(daemonset, [w1], 'after', since), daemon('worker1')), true);
    assert.equal(holds(replacesWhen(daemonset, [w1], 'before', since), daemon('worker1')), false);
    assert.equal(holds(replacesWhen(daemonset, [w1], 'after', since), replica()), false);
    const { lastSeen } = replacesWhen(daemonset, [w1], 'before', since).evaluate(daemon('worker1').facts);
    assert.equal(lastSeen, 'w3 was made after w1 had stopped by 0.01s');
  });

  it('compare each daemon with the new one on its node', () => {
    const daemons = [daemonPod('w1', 'worker1'), daemonPod('w2', 'worker2')];
    const claim = replacesWhen(daemonset, daemons, 'after', since);
    /** Both are deleted; w1 stops after 1 s, w2 after 3 s, and w4 is made on the node of w2 at a time. */
    const both = (at: number) => {
      const builder = rngTimeline()
        .at(1000)
        .acts('a', { verb: 'delete-pods', pods: ['w1', 'w2'] })
        .at(1010)
        .podChanges('w1', { deletionTimestamp: T0 + 9000 })
        .podChanges('w2', { deletionTimestamp: T0 + 9000 })
        .at(2000)
        .podChanges('w1', { phase: 'Succeeded' })
        .at(2005)
        .sees('ADDED', daemonPod('w3', 'worker1'));
      if (at < 4000) builder.at(at).sees('ADDED', daemonPod('w4', 'worker2'));
      builder.at(4000).podChanges('w2', { phase: 'Succeeded' });
      return at < 4000 ? builder : builder.at(at).sees('ADDED', daemonPod('w4', 'worker2'));
    };
    assert.equal(holds(claim, both(4005)), true, 'w3 was made before w2 had stopped, but not for it');
    const early = claim.evaluate(both(3000).facts);
    assert.deepEqual([early.holds, early.final], [false, true]);
    assert.equal(early.lastSeen, 'w4 was made before w2 had stopped by 1s');
    const halfway = both(4005).facts.slice(0, -1);
    assert.deepEqual(claim.evaluate(halfway), { holds: false, lastSeen: 'daemonset/rng made no pod for w2' });
    assert.equal(holds(replacesWhen(daemonset, [deploymentPod('d1'), ...daemons], 'after', since), both(4005)), true);
  });

  it('ask of several pods of a Deployment that all stop before the first new one is made', () => {
    const pods = [deploymentPod('d1'), deploymentPod('d2')];
    const claim = replacesWhen(deployment, pods, 'after', since);
    /** Both are deleted and stop after 1 s and 3 s, and the first new one is made at a time. */
    const both = (at: number) => {
      const builder = rngTimeline()
        .at(1000)
        .acts('a', { verb: 'delete-pods', pods: ['d1', 'd2'] })
        .at(2000)
        .podChanges('d1', { phase: 'Succeeded' });
      const made = () => builder.at(at).sees('ADDED', deploymentPod('d4'));
      if (at < 4000) made();
      builder.at(4000).podChanges('d2', { phase: 'Succeeded' });
      if (at >= 4000) made();
      return builder;
    };
    assert.equal(holds(claim, both(4005)), true);
    const early = claim.evaluate(both(3000).facts);
    assert.deepEqual([early.holds, early.final], [false, true]);
    assert.equal(early.lastSeen, 'd4 was made before d2 had stopped by 1s');
  });

  it('refuse to guess which of several pods of a Deployment a new one replaces', () => {
    const pods = [deploymentPod('d1'), deploymentPod('d2')];
    const { holds: held, final, lastSeen } = replacesWhen(deployment, pods, 'before', since).evaluate(replica().facts);
    assert.deepEqual([held, final], [false, true]);
    assert.match(lastSeen, /^of 2 pods of deployment\/rng nobody can tell which new pod replaces which/);
    const others = replacesWhen(deployment, [daemonPod('w1', 'worker1')], 'before', since).evaluate(replica().facts);
    assert.equal(others.lastSeen, 'none of w1 was a pod of deployment/rng');
  });

  it('compare nodes', () => {
    const w1 = daemonPod('w1', 'worker1');
    assert.equal(holds(recreatesOnNodesOf(daemonset, [w1], since), daemon('worker1')), true);
    assert.equal(holds(recreatesOnNodesOf(daemonset, [w1], since), daemon('worker2')), false);
    assert.equal(holds(recreatesOnNodesOf(daemonset, [w1], since), replica()), false);
    const others = [deploymentPod('d1'), w1, deploymentPod('d2')];
    assert.equal(
      holds(recreatesOnNodesOf(daemonset, others, since), daemon('worker1')),
      true,
      'those of others do not count',
    );
    assert.equal(holds(recreatesOnNodesOf(daemonset, [deploymentPod('d1')], since), rngTimeline().acts('a')), false);
  });

  it('count what a node had, and want all of it elsewhere', () => {
    const moved = (...nodes: string[]) => {
      const builder = rngTimeline().at(1000).acts('a');
      for (const [index, node] of nodes.entries()) {
        builder.at(1100 + index).sees('ADDED', deploymentPod(`e${index}`, { node }));
      }
      return builder;
    };
    // d1 and d3 run on worker1, d2 on worker2.
    const claim = recreatesElsewhere(deployment, worker1, since);
    assert.equal(holds(claim, moved('worker2', 'worker2')), true);
    assert.equal(holds(claim, moved('worker2')), false);
    assert.equal(holds(claim, moved('worker2', 'worker1')), false);
    assert.equal(claim.evaluate(moved('worker2', 'worker2', 'worker2').facts).final, true);
    assert.equal(holds(recreatesElsewhere(deployment, { ...worker1, name: 'worker9' }, since), moved()), false);
  });
});
