import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pod, service, slice, T0 } from '../../analysis/testing/objects.ts';
import { TimelineBuilder } from '../../analysis/testing/timeline-builder.ts';
import { udpFlowReaches, udpFlowsLead, udpFlowsLeave } from './udp-flows.ts';

const A = pod('rng-a');
const SPAN = { since: T0 + 1000, timedFrom: T0 + 1000, withinMs: 3000 };

/** Datagrams over one kept flow: the time of each, and who answered; undefined for nobody. */
function flow(
  builder: TimelineBuilder,
  number: number,
  answers: readonly (readonly [number, string | undefined])[],
): void {
  for (const [at, name] of answers) {
    const outcome = name === undefined ? ({ outcome: 'timeout' } as const) : {};
    builder.at(at).request({ stream: 'udp', connection: 'reused', flow: number, pod: name, ...outcome });
  }
}

function judged(...flows: (readonly (readonly [number, string | undefined])[])[]) {
  const builder = new TimelineBuilder();
  for (const [number, answers] of flows.entries()) flow(builder, number, answers);
  return udpFlowsLeave(A, SPAN).evaluate(builder.facts);
}

describe('UDP flows stop reaching a pod', () => {
  it('when each that led to it leads to another now', () => {
    const seen = judged(
      [
        [0, 'rng-a'],
        [1500, 'rng-a'],
        [2000, 'rng-b'],
      ],
      [
        [10, 'rng-a'],
        [1900, 'rng-c'],
      ],
      [[20, 'rng-b']],
    );
    assert.deepEqual([seen.holds, seen.lastSeen], [true, '2 UDP flows reached rng-a last 0.50s after']);
  });

  it('not as long as one of them has not shown where it leads', () => {
    const seen = judged(
      [
        [0, 'rng-a'],
        [2000, 'rng-b'],
      ],
      [
        [10, 'rng-a'],
        [1100, 'rng-a'],
      ],
    );
    assert.deepEqual([seen.holds, seen.final], [false, false]);
    assert.match(seen.lastSeen, /where 1 of them lead now is not known/);
    assert.equal(
      judged([
        [0, 'rng-a'],
        [1500, undefined],
      ]).holds,
      false,
      'a datagram may be lost',
    );
    assert.equal(
      judged([
        [0, 'rng-a'],
        [4500, undefined],
      ]).holds,
      true,
      'nobody answers after the span',
    );
  });

  it('not when it answers what was sent after the span, for good', () => {
    const seen = judged(
      [
        [0, 'rng-a'],
        [2000, 'rng-b'],
      ],
      [
        [10, 'rng-a'],
        [4001, 'rng-a'],
        [4500, 'rng-b'],
      ],
    );
    assert.deepEqual([seen.holds, seen.final], [false, true]);
  });

  it('blind when none led to it', () => {
    assert.match(
      judged([
        [0, 'rng-b'],
        [2000, 'rng-b'],
      ]).blind ?? '',
      /no UDP flow led to rng-a/,
    );
    assert.match(
      judged([
        [0, 'rng-a'],
        [500, 'rng-b'],
      ]).blind ?? '',
      /no UDP flow/,
    );
  });
});

describe('a UDP flow goes on reaching a pod', () => {
  const reaches = (answers: readonly (readonly [number, string | undefined])[]) => {
    const builder = new TimelineBuilder();
    flow(builder, 0, answers);
    return udpFlowReaches(A, { since: T0 + 1000, from: T0 + 5000 }).evaluate(builder.facts);
  };

  it('when one that led to it before is answered by it late enough', () => {
    assert.equal(
      reaches([
        [0, 'rng-a'],
        [5000, 'rng-a'],
      ]).holds,
      true,
    );
    assert.equal(
      reaches([
        [0, 'rng-a'],
        [4999, 'rng-a'],
        [5100, 'rng-b'],
        [5200, undefined],
      ]).holds,
      false,
    );
    assert.match(
      reaches([
        [0, 'rng-b'],
        [5000, 'rng-a'],
      ]).blind ?? '',
      /no UDP flow led/,
    );
  });
});

it('UDP flows lead to a Service once each member has answered over one that is kept', () => {
  const builder = new TimelineBuilder().sees('ADDED', service('rng')).sees('ADDED', slice(['rng-a', 'rng-b']));
  flow(builder, 0, [[100, 'rng-a']]);
  builder.at(200).request({ stream: 'udp', connection: 'new', flow: 1, pod: 'rng-b' });
  const claim = udpFlowsLead('rng', T0);
  assert.match(claim.evaluate(builder.facts).lastSeen, /^rng-b answered over no kept UDP flow/);
  flow(builder, 1, [[300, 'rng-b']]);
  assert.equal(claim.evaluate(builder.facts).holds, true);
});
