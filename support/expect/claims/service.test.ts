import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endpoint, service, slice, T0 } from '../../analysis/testing/objects.ts';
import { daemonPod, deploymentPod, rngTimeline } from '../../analysis/testing/rng.ts';
import { podIsListed, serviceSelects, slicesUnwritten } from './endpoints.ts';
import { membersAtLeast, membersFall, readyAtLeast } from './floors.ts';

const deployment = { kind: 'deployment', name: 'rng' } as const;
const d1 = deploymentPod('d1');

describe('claims about a Service', () => {
  it('see the conditions under which a pod is listed', () => {
    const terminating = { ready: false, serving: true, terminating: true };
    const builder = rngTimeline();
    const claim = podIsListed('rng', d1, terminating);
    assert.equal(claim.evaluate(builder.facts).holds, false);
    builder.at(100).sees('MODIFIED', slice([endpoint('d1', terminating), 'd2'], { generation: 2 }));
    assert.equal(claim.evaluate(builder.facts).holds, true);
    builder.at(200).sees('MODIFIED', slice(['d2'], { generation: 3 }));
    assert.deepEqual(claim.evaluate(builder.facts), { holds: false, lastSeen: 'd1 is not listed by service/rng' });
  });

  it('know whether a slice was written in a window', () => {
    const builder = rngTimeline().at(1000).acts('a');
    const claim = slicesUnwritten('rng', { action: 'a' });
    const all = ['d1', 'd2', 'd3', 'w1', 'w2'];
    assert.equal(claim.evaluate(builder.facts).holds, true);
    builder.at(1100).sees('MODIFIED', slice(all));
    assert.equal(claim.evaluate(builder.facts).holds, true, 'an annotation does not move the generation');
    builder.at(1200).sees('MODIFIED', slice(all, { generation: 2 }));
    const { holds, lastSeen } = claim.evaluate(builder.facts);
    assert.equal(holds, false);
    assert.match(lastSeen, /were written, rng-abc is at generation 2/);
    assert.equal(slicesUnwritten('other', { action: 'a' }).evaluate(builder.facts).holds, false);
  });

  it('count a slice that was deleted, or made, as written', () => {
    const claim = slicesUnwritten('rng', { action: 'a' });
    const acted = () => rngTimeline().at(1000).acts('a').at(1100);
    const deleted = claim.evaluate(acted().sees('DELETED', slice(['d1'])).facts);
    assert.equal(deleted.holds, false);
    assert.match(deleted.lastSeen, /were written, rng-abc was deleted/);
    assert.equal(claim.evaluate(acted().sees('ADDED', slice([], { name: 'rng-def' })).facts).holds, false);
  });

  it('compare selectors as a whole', () => {
    const selects = (selector: Record<string, string>) => {
      const { facts } = rngTimeline().sees('LISTED', service('rng', { selector }));
      return serviceSelects('rng', { app: 'rng', active: 'yes' }).evaluate(facts).holds;
    };
    assert.deepEqual(
      [{ app: 'rng', active: 'yes' }, { app: 'rng' }, { app: 'rng', active: 'yes', more: 'x' }].map(selects),
      [true, false, false],
    );
    assert.match(serviceSelects('rng', {}).evaluate([]).lastSeen, /^service\/rng was never seen/);
  });

  it('count members and ready pods of one owner', () => {
    const builder = rngTimeline();
    const answers = () =>
      [
        membersAtLeast('rng', 3, deployment),
        membersFall('rng', 2, deployment, { from: T0 + 150 }),
        readyAtLeast(deployment, 3),
      ].map((claim) => claim.evaluate(builder.facts).holds);
    assert.deepEqual(answers(), [true, false, true]);
    builder.at(100).podChanges('d1', { deletionTimestamp: T0 });
    assert.deepEqual(answers(), [true, false, false], 'a terminating pod counts no longer as ready');
    builder.at(200).sees('MODIFIED', slice(['d2', 'd3', 'w1', 'w2'], { generation: 2 }));
    assert.deepEqual(answers(), [false, true, false]);
    const since = membersFall('rng', 2, deployment, { from: T0 + 250 }).evaluate(builder.facts);
    const few = 'service/rng has 2 members of deployment/rng, and had 2 before';
    assert.deepEqual(since, { holds: false, lastSeen: few }, 'it had fallen before');
    builder.at(300).sees('ADDED', deploymentPod('d4'));
    assert.equal(answers()[2], true);
    assert.equal(readyAtLeast({ kind: 'daemonset', name: 'rng' }, 3).evaluate(builder.facts).holds, false);
    assert.ok(daemonPod('w1', 'worker1').ready);
  });
});
