import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pod, service, slice, T0 } from '../../analysis/testing/objects.ts';
import { TimelineBuilder } from '../../analysis/testing/timeline-builder.ts';
import { seeded } from '../../seeded.ts';
import { freshRequestsStop, keptConnectionReaches } from './pod-traffic.ts';
import { failedAtMost, keptTrafficFlows, noRequestFailed, trafficFlows } from './traffic.ts';

const fresh = { stream: 'fresh', ratePerSecond: 50 } as const;
const sent = { from: T0, until: T0 + 100 };

describe('noRequestFailed', () => {
  it('holds once every request sent in the span has ended well', () => {
    const builder = new TimelineBuilder().traffic(fresh).at(20).request().at(60).request();
    const pending = noRequestFailed(sent).evaluate(builder.facts);
    assert.deepEqual([pending.holds, pending.final], [false, undefined]);
    assert.equal(pending.lastSeen, '0 of 2 requests failed so far, others are under way');
    assert.match(pending.blind ?? '', /left no sample/);
    builder.at(100).request({ outcome: 'timeout' });
    const settled = noRequestFailed(sent).evaluate(builder.facts);
    assert.deepEqual([settled.holds, settled.lastSeen], [true, '0 of 2 requests failed']);
  });

  it('fails at the first failure, and tells the streams apart', () => {
    const { facts } = new TimelineBuilder()
      .traffic(fresh)
      .at(20)
      .request({ outcome: 'refused' })
      .at(40)
      .request({ outcome: 'refused' })
      .request({ stream: 'control', outcome: 'timeout' });
    const evaluation = noRequestFailed(sent).evaluate(facts);
    assert.equal(evaluation.final, true);
    assert.deepEqual(evaluation.details, [
      'fresh: 2 of 2 (2 refused), longest outage 0.02s',
      'why: 2 requests because a request to the untouched target on this machine failed, too',
    ]);
  });

  it('says why requests failed, or that nothing tells', () => {
    const builder = new TimelineBuilder()
      .sees('LISTED', slice(['a']))
      .traffic(fresh)
      .at(10)
      .request();
    builder.at(20).request({ outcome: 'refused' });
    assert.match(noRequestFailed(sent).evaluate(builder.facts).details?.[1] ?? '', /^why: 1 request without a cause/);
    const { details } = noRequestFailed(sent).evaluate(builder.at(30).sees('MODIFIED', slice([])).facts);
    assert.equal(details?.[1], 'why: 1 request because service/rng had no endpoint to send to');
  });

  it('is blind without traffic and without requests', () => {
    assert.equal(noRequestFailed(sent).evaluate([]).blind, 'no traffic was started');
    const { facts } = new TimelineBuilder().traffic(fresh).at(200).trafficStops();
    assert.equal(noRequestFailed(sent).evaluate(facts).blind, 'no request was sent');
  });
});

describe('failedAtMost', () => {
  it('judges the share when all have ended', () => {
    const builder = new TimelineBuilder().traffic(fresh);
    for (let at = 0; at < 100; at += 10) builder.at(at).request(at === 50 ? { outcome: 'reset' } : {});
    assert.match(failedAtMost(10, sent).evaluate(builder.facts).blind ?? '', /left no sample/);
    builder.at(100).trafficStops();
    assert.equal(failedAtMost(10, sent).evaluate(builder.facts).holds, true);
    assert.equal(failedAtMost(9, sent).evaluate(builder.facts).holds, false);
    assert.equal(failedAtMost(9, sent).expected, 'at most 9 %');
  });
});

describe('trafficFlows', () => {
  it('wants an answer of every member', () => {
    const builder = new TimelineBuilder()
      .sees('LISTED', slice(['a', 'b']))
      .at(10)
      .request({ pod: 'a' });
    assert.equal(trafficFlows('rng', T0).evaluate(builder.facts).lastSeen, 'b gave no answer to 1 request');
    builder.at(20).request({ pod: 'b' });
    assert.deepEqual(trafficFlows('rng', T0).evaluate(builder.facts), {
      holds: true,
      lastSeen: 'all 2 members answered',
    });
    assert.equal(trafficFlows('rng', T0 + 15).evaluate(builder.facts).holds, false);
    assert.match(trafficFlows('rng', T0).evaluate([]).lastSeen, /^service\/rng was never seen/);
    assert.match(trafficFlows('rng', T0 + 30).evaluate(builder.facts).lastSeen, /to 0 requests/);
  });

  it('wants the last request at every door answered', () => {
    const builder = new TimelineBuilder()
      .sees('LISTED', slice(['a']))
      .trafficThrough(['worker1', 'worker2'], fresh)
      .request({ pod: 'a' });
    assert.equal(trafficFlows('rng', T0).evaluate(builder.facts).lastSeen, 'no answer through the door of worker2');
    builder.at(10).request({ pod: 'a', door: 'worker2' });
    assert.equal(trafficFlows('rng', T0).evaluate(builder.facts).holds, true);
    builder.at(20).request({ door: 'worker1', outcome: 'refused' });
    assert.equal(trafficFlows('rng', T0).evaluate(builder.facts).lastSeen, 'no answer through the door of worker1');
  });
});

describe('trafficFlows, by how the Service routes', () => {
  it('wants one answer through each door with session affinity, for a client stays with its pod', () => {
    const builder = new TimelineBuilder()
      .sees('LISTED', service('rng', { sessionAffinity: 'ClientIP' }))
      .sees('LISTED', slice(['a', 'b']))
      .trafficThrough(['worker1', 'worker2'], fresh)
      .request({ pod: 'a' });
    const lastSeen = () => trafficFlows('rng', T0).evaluate(builder.facts).lastSeen;
    assert.equal(lastSeen(), 'no answer through the door of worker2');
    builder.request({ pod: 'a', door: 'worker2' });
    assert.equal(lastSeen(), 'every door answered, by session affinity');
    const kept = keptTrafficFlows('rng', T0);
    assert.equal(kept.evaluate(builder.facts).holds, false);
    assert.equal(kept.evaluate(builder.request({ stream: 'keepalive', pod: 'a' }).facts).holds, true);
  });

  it('does not knock at the doors of nodes without a member where external traffic is local', () => {
    const builder = new TimelineBuilder()
      .sees('LISTED', service('rng', { externalTrafficPolicy: 'Local' }))
      .sees('LISTED', pod('a', { node: 'worker1' }))
      .sees('LISTED', slice(['a']))
      .trafficThrough(['worker1', 'worker2'], fresh)
      .request({ door: 'worker2', outcome: 'timeout' });
    const holds = () => trafficFlows('rng', T0).evaluate(builder.facts).holds;
    assert.equal(holds(), false);
    builder.request({ pod: 'a' });
    assert.equal(holds(), true);
  });
});

describe('keptTrafficFlows', () => {
  it('wants an answer of every member over a kept connection', () => {
    const claim = keptTrafficFlows('rng', T0);
    const { facts: empty } = new TimelineBuilder().sees('LISTED', slice([]));
    assert.equal(claim.evaluate(empty).lastSeen, 'service/rng has no member');
    const builder = new TimelineBuilder().sees('LISTED', slice(['a', 'b'])).request({ stream: 'keepalive', pod: 'a' });
    builder.request({ pod: 'b' }).request({ stream: 'keepalive', outcome: 'refused' });
    assert.equal(claim.evaluate(builder.facts).lastSeen, 'b answered over no kept connection');
    assert.equal(claim.evaluate(builder.request({ stream: 'keepalive', pod: 'b' }).facts).holds, true);
  });
});

describe('freshRequestsStop', () => {
  const claim = freshRequestsStop('rng', pod('a'), { since: T0, timedFrom: T0, withinMs: 1000 });
  const others = (builder: TimelineBuilder, from: number, count: number, door = 'worker1') => {
    for (let number = 0; number < count; number++) builder.at(from + number).request({ pod: 'b', door });
    return builder;
  };
  /** a was the one of two members that leaves, and answers once more. */
  const left = () =>
    new TimelineBuilder()
      .sees('LISTED', slice(['a', 'b']))
      .trafficThrough(['worker1', 'worker2'], fresh)
      .at(10)
      .request({ pod: 'a' })
      .at(20)
      .sees('MODIFIED', slice(['b']));

  it('wants so many answers of others at every door that chance cannot explain them', () => {
    const builder = others(others(left(), 1001, 10), 1101, 9, 'worker2');
    assert.equal(
      claim.evaluate(builder.facts).blind,
      'fresh connections reached a last 0.01s after; of the 10 answers of others that are needed at each door came 9 at the door of worker2',
    );
    others(builder, 1201, 1, 'worker2');
    assert.deepEqual(claim.evaluate(builder.facts), {
      holds: true,
      lastSeen: 'fresh connections reached a last 0.01s after, others answered 10 or more at each door',
    });
  });

  it('asks with session affinity for one answer of another at each door that led to a pod that leaves', () => {
    const sticky = (door: string, by: string) =>
      new TimelineBuilder()
        .sees('LISTED', service('rng', { sessionAffinity: 'ClientIP' }))
        .sees('LISTED', slice(['a', 'b']))
        .trafficThrough(['worker1', 'worker2'], fresh)
        .at(-10)
        .request({ pod: by, door });
    assert.match(claim.evaluate(others(sticky('worker2', 'b'), 1001, 9).facts).blind ?? '', /no door led to a$/);
    const led = others(sticky('worker2', 'a'), 1001, 9);
    assert.match(claim.evaluate(led.facts).blind ?? '', /came 0 at the door of worker2$/);
    assert.equal(claim.evaluate(others(led, 1101, 1, 'worker2').facts).holds, true);
    const [a, b] = [pod('a'), pod('b')];
    const ofBoth = freshRequestsStop('rng', a, { since: T0, timedFrom: T0, withinMs: 1000 }, [a, b]);
    const moved = sticky('worker2', 'b').at(1001).request({ pod: 'c', door: 'worker2' });
    assert.equal(ofBoth.evaluate(moved.facts).holds, true, 'a door led to the other that leaves');
  });

  it('asks for answers only at the door of its own node where traffic stays on nodes', () => {
    const local = left().sees('LISTED', service('rng', { externalTrafficPolicy: 'Local' }));
    local.sees('LISTED', pod('a', { node: 'worker1' }));
    assert.match(claim.evaluate(others(local, 1001, 9).facts).blind ?? '', /came 9 at the door of worker1$/);
    assert.equal(claim.evaluate(others(local, 1101, 1).facts).holds, true);
  });

  it('does not count what was sent before the deadline, nor a door that is silent', () => {
    const early = others(others(left(), 900, 100), 900, 100, 'worker2');
    assert.match(claim.evaluate(early.facts).blind ?? '', /came 0 at the door of worker1/);
    const silent = others(left(), 1001, 500);
    assert.match(claim.evaluate(silent.facts).blind ?? '', /came 0 at the door of worker2$/);
  });

  it('goes by the most members that there have been since', () => {
    const builder = left().sees('MODIFIED', slice(['b', 'c']));
    others(others(builder, 1001, 17), 1101, 16, 'worker2');
    assert.match(claim.evaluate(builder.facts).blind ?? '', /of the 18 answers/);
  });

  it('fails for good once the pod answers after the span, at whichever door', () => {
    const builder = others(others(left(), 1001, 50), 1101, 50, 'worker2');
    builder.at(1300).request({ pod: 'a', door: 'worker2' });
    const { holds, final, blind, lastSeen } = claim.evaluate(builder.facts);
    assert.deepEqual([holds, final, blind], [false, true, undefined]);
    assert.equal(lastSeen, 'fresh connections reached a last 1.30s after');
  });

  it('lets one door in three that still sends to the pod pass at most once in a hundred times', () => {
    let passed = 0;
    for (let seed = 0; seed < 2000; seed++) passed += staleDoorPasses(seeded(seed)) ? 1 : 0;
    assert.ok(passed < 20, `${passed} of 2000`);
  });

  it('is blind without answers', () => {
    assert.match(claim.evaluate([]).blind ?? '', /reached a never; .* came none at any door$/);
    assert.equal(claim.evaluate(others(new TimelineBuilder(), 1001, 1).facts).holds, true, 'one is enough of one pod');
  });
});

/** Five pods, three doors, one of which goes on sending to the pod that left: whether the claim holds before its first answer. */
function staleDoorPasses(random: () => number): boolean {
  const doors = ['worker1', 'worker2', 'worker3'];
  const claim = freshRequestsStop('rng', pod('a'), { since: T0, timedFrom: T0, withinMs: 1000 });
  const builder = new TimelineBuilder().sees('LISTED', slice(['a', 'b', 'c', 'd', 'e'])).trafficThrough(doors, fresh);
  builder.at(20).sees('MODIFIED', slice(['b', 'c', 'd', 'e']));
  for (let number = 0; number < 120; number++) {
    const door = doors[number % 3] ?? '';
    const pods = door === 'worker3' ? 'abcde' : 'bcde';
    const answer = pods[Math.floor(random() * pods.length)] ?? '';
    if (answer === 'a') break;
    builder.at(1001 + number * 50).request({ pod: answer, door });
  }
  return claim.evaluate(builder.facts).holds;
}

it('what is asked of one pod is blind where answers do not say whose they are, as those to a script', () => {
  const builder = new TimelineBuilder().sees('LISTED', slice(['b']));
  for (let at = 1; at < 50; at++) builder.at(at).request().request({ stream: 'keepalive' });
  for (const claim of [
    freshRequestsStop('rng', pod('a'), { since: T0, timedFrom: T0, withinMs: 1000 }),
    keptConnectionReaches(pod('a'), { since: T0 + 25, from: T0 + 30 }),
  ]) {
    const { holds, blind } = claim.evaluate(builder.facts);
    assert.deepEqual([holds, blind], [false, 'which pod answered is not known']);
  }
});

describe('keptConnectionReaches', () => {
  const claim = keptConnectionReaches(pod('a'), { since: T0 + 1000, from: T0 + 2000 });
  /** A request over a connection that is kept: its time, whether it opened it, who answers, and which connection it is. */
  type Kept = readonly [at: number, connection: 'new' | 'reused', answer: string | undefined, flow?: number];
  const asked = (...requests: Kept[]) => {
    const builder = new TimelineBuilder();
    for (const [at, connection, answer, flow = 1] of requests) {
      const outcome = answer === undefined ? ({ outcome: 'timeout' } as const) : {};
      builder.at(at).request({ stream: 'keepalive', connection, pod: answer, flow, ...outcome });
    }
    return claim.evaluate(builder.facts);
  };

  it('wants a late answer over a connection that led to the pod before the action', () => {
    assert.equal(asked([10, 'new', 'a'], [2000, 'reused', 'a']).holds, true);
    const lost = asked([10, 'new', 'a'], [1999, 'reused', 'a'], [2000, 'reused', undefined], [2010, 'reused', 'b', 2]);
    assert.deepEqual(lost, {
      holds: false,
      lastSeen: 'a answered 0 of 1 requests over connections that led to it',
    });
  });

  it('does not take a connection that was opened afterwards for one that stood', () => {
    const same = asked([10, 'new', 'a'], [1500, 'new', 'a'], [2500, 'reused', 'a']);
    assert.deepEqual([same.holds, same.blind], [false, undefined]);
    assert.equal(same.lastSeen, 'a answered 0 of 0 requests over connections that led to it, 1 of 1 had ended');
    assert.equal(asked([10, 'new', 'b'], [1500, 'new', 'a', 2], [2500, 'reused', 'a', 2]).holds, false);
    const other = asked([10, 'new', 'a'], [1500, 'new', 'a', 2], [2500, 'reused', 'a']);
    assert.equal(other.holds, true);
  });

  it('is blind where no such connection was there, or none was used', () => {
    assert.equal(asked([1500, 'new', 'a'], [2500, 'reused', 'a']).blind, 'no kept connection led to a');
    assert.equal(asked([10, 'new', 'b']).blind, 'no kept connection led to a');
    assert.equal(asked().blind, 'no kept connection led to a');
    const unused = asked([10, 'new', 'a'], [1999, 'reused', 'a'], [2000, 'reused', 'b', 2]);
    assert.equal(unused.blind, 'no request was sent over a connection that led to a');
  });
});
