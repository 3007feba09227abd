import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { controlledBy, T0, workload } from '../../analysis/testing/objects.ts';
import { rngTimeline } from '../../analysis/testing/rng.ts';
import type { TimelineBuilder } from '../../analysis/testing/timeline-builder.ts';
import type { Claim } from '../claim.ts';
import { adoptsWorkload, goesAfterItsPods } from './workload-fate.ts';

const daemonset = { kind: 'daemonset', name: 'rng' } as const;
const deployment = { kind: 'deployment', name: 'rng' } as const;

function ask(claim: Claim, { facts }: TimelineBuilder): string {
  const { holds, final, lastSeen } = claim.evaluate(facts);
  return `${holds ? 'yes' : 'no'}${final ? '!' : ''}: ${lastSeen}`;
}

describe('goesAfterItsPods', () => {
  const claim = goesAfterItsPods(daemonset, { from: T0 + 5 });
  /** The object goes at an instant, its pods at 100 and 1000. */
  const going = (at: number) => {
    const builder = rngTimeline();
    const goes = () => builder.at(at).sees('DELETED', workload('DaemonSet', 'rng'));
    if (at < 1000) goes();
    builder.at(100).podGoes('w1').at(1000).podGoes('w2');
    if (at >= 1000) goes();
    return builder;
  };

  it('holds of one that waits for its pods, whichever watch tells first', () => {
    assert.equal(ask(claim, going(1200)), 'yes: daemonset/rng went after its 2 pods');
    assert.equal(ask(claim, going(850)), 'yes: daemonset/rng went after its 2 pods');
  });

  it('does not hold of one that goes first, nor while anything is left', () => {
    assert.equal(ask(claim, going(800)), 'no!: daemonset/rng was gone 0.20s before the last of its pods');
    const half = rngTimeline().at(100).podGoes('w1');
    assert.equal(ask(claim, half), 'no: daemonset/rng exists, and 1 of 2 pods are gone');
    half.at(200).sees('DELETED', workload('DaemonSet', 'rng'));
    assert.equal(ask(claim, half), 'no: daemonset/rng is gone, and w2 is not');
    assert.equal(ask(goesAfterItsPods(daemonset, { from: T0 + 1100 }), going(1200)), 'no: daemonset/rng had no pod');
    assert.match(ask(goesAfterItsPods({ ...daemonset, name: 'x' }, { from: T0 }), half), /never seen/);
  });
});

describe('adoptsWorkload', () => {
  const foreign = { kind: 'replicaset', name: 'foreign' } as const;

  it('holds once the reference was put on, in the window', () => {
    const builder = rngTimeline().at(10).sees('ADDED', workload('ReplicaSet', 'foreign'));
    const from = (ms: number) => adoptsWorkload(deployment, foreign, { from: T0 + ms });
    assert.equal(ask(from(5), builder), 'no: deployment/rng has not adopted replicaset/foreign');
    builder
      .at(20)
      .sees('MODIFIED', workload('ReplicaSet', 'foreign', { controller: controlledBy('Deployment', 'rng') }));
    assert.equal(ask(from(5), builder), 'yes: deployment/rng adopted replicaset/foreign');
    assert.match(ask(from(21), builder), /^no/);
    const own = workload('ReplicaSet', 'foreign', { controller: controlledBy('Deployment', 'rng') });
    assert.match(ask(from(5), rngTimeline().at(10).sees('ADDED', own)), /^no/, 'who makes one adopts none');
    assert.match(ask(adoptsWorkload(daemonset, foreign, { from: T0 }), builder), /^no/);
    assert.match(ask(adoptsWorkload(deployment, { ...foreign, name: 'x' }, { from: T0 }), builder), /never seen/);
  });
});
