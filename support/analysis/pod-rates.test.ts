import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { seeded } from '../seeded.ts';
import { readTimeline } from '../timeline/reader.ts';
import { actionsIn } from './actions.ts';
import { type Buckets, bucketsOver, podRates } from './pod-rates.ts';
import { samplesByStream } from './samples.ts';
import { disruptedService } from './testing/disrupted-service.ts';
import { T0 } from './testing/objects.ts';
import { daemonPod, rngTimeline } from './testing/rng.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

const seconds = (count: number): Buckets => ({ from: T0, bucketMs: 1000, count });

function answersOf(facts: Parameters<typeof podRates>[0], buckets: Buckets, stream: string, pod: string) {
  const rates = podRates(facts, buckets).find((each) => each.stream === stream);
  return rates?.pods.find((each) => each.pod === pod)?.answers;
}

describe('bucketsOver', () => {
  it('counts in seconds through the action, before it and after', () => {
    assert.deepEqual(bucketsOver({ from: T0 - 1500, to: T0 + 2100 }, T0), {
      from: T0 - 2000,
      bucketMs: 1000,
      count: 5,
    });
    assert.deepEqual(bucketsOver({ from: T0, to: T0 + 2000 }, T0), { from: T0, bucketMs: 1000, count: 2 });
  });

  it('takes longer buckets for longer spans, and never too many', () => {
    const over = (to: number) => bucketsOver({ from: T0, to: T0 + to }, T0);
    assert.equal(over(120_000).bucketMs, 1000);
    assert.equal(over(121_000).bucketMs, 2000);
    for (const to of [1, 59_000, 3_599_000, 90_000_000]) assert.ok(over(to).count <= 121, `${over(to).count}`);
    assert.equal(over(-1).count, 0);
  });
});

describe('podRates', () => {
  it('counts answers per pod, second and stream, by when they were asked for', () => {
    const { facts } = rngTimeline()
      .at(100)
      .request({ pod: 'd1' })
      .request({ pod: 'd1' })
      .request({ pod: 'd2' })
      .request({ stream: 'keepalive', pod: 'd1' })
      .at(999)
      .request({ pod: 'd1', durationMs: 500 })
      .at(1000)
      .request({ pod: 'd2' })
      .at(2500)
      .request({ pod: 'd1' })
      .request({ stream: 'control', pod: undefined });
    assert.deepEqual(
      podRates(facts, seconds(3)).map(({ stream, sent }) => [stream, sent]),
      [
        ['fresh', [4, 1, 1]],
        ['keepalive', [1, 0, 0]],
      ],
    );
    assert.deepEqual(answersOf(facts, seconds(3), 'fresh', 'd1'), [3, 0, 1]);
    assert.deepEqual(answersOf(facts, seconds(3), 'fresh', 'd2'), [1, 1, 0]);
    assert.deepEqual(answersOf(facts, seconds(3), 'fresh', 'w1'), [0, 0, 0], 'a pod that never answered');
    assert.deepEqual(answersOf(facts, seconds(3), 'keepalive', 'd1'), [1, undefined, undefined], 'nothing was sent');
  });

  it('tells no zeros of a pod that did not exist, and all of one that stood and got nothing', () => {
    const { facts } = rngTimeline()
      .at(500)
      .request({ pod: 'd1' })
      .at(1500)
      .request({ pod: 'd2' })
      .at(1600)
      .podGoes('d1')
      .sees('ADDED', daemonPod('w3', 'worker1'))
      .at(2500)
      .request({ outcome: 'refused' })
      .at(3500)
      .request({ pod: 'w3' });
    assert.deepEqual(answersOf(facts, seconds(4), 'fresh', 'd1'), [1, 0, undefined, undefined]);
    assert.deepEqual(answersOf(facts, seconds(4), 'fresh', 'w3'), [undefined, 0, 0, 1]);
  });

  it('leaves out a request outside the grid, one before traffic flowed, and one told twice', () => {
    const builder = rngTimeline().at(100).request({ pod: 'd1' });
    builder
      .at(200)
      .add({ type: 'traffic-flows', service: 'rng' })
      .at(900)
      .request({ pod: 'd1' })
      .at(5000)
      .request({ pod: 'd1' });
    const { facts } = builder;
    assert.deepEqual(answersOf([...facts, ...facts], seconds(2), 'fresh', 'd1'), [1, undefined]);
  });

  it('makes up no zeros where answers do not tell whose they are, and none without traffic', () => {
    const nameless = rngTimeline().at(100).request({ pod: undefined }).facts;
    assert.deepEqual(podRates(nameless, seconds(1)), []);
    const refused = rngTimeline().at(100).request({ outcome: 'refused' }).facts;
    assert.deepEqual(answersOf(refused, seconds(1), 'fresh', 'd1'), [0], 'nobody answered, which is known');
    assert.deepEqual(podRates(new TimelineBuilder().facts, seconds(1)), []);
  });

  it('shows in which second new connections stopped reaching a pod that lost its label: recorded', async () => {
    const facts = await readTimeline(join(import.meta.dirname, 'fixtures', 'relabelled-with-traffic.ndjson'));
    const action = actionsIn(facts).at(-1);
    assert.equal(action?.summary, 'removed label app from rng-5ccfdc474b-dtbqs');
    const buckets = { from: action.askedAt - 1000, bucketMs: 1000, count: 8 };
    assert.deepEqual(podRates(facts, buckets)[0]?.sent, [20, 20, 20, 20, 20, 20, 20, 1]);
    assert.deepEqual(answersOf(facts, buckets, 'fresh', 'rng-5ccfdc474b-dtbqs'), [3, 3, 0, 0, 0, 0, 0, 0]);
    const replacement = answersOf(facts, buckets, 'fresh', 'rng-5ccfdc474b-x6z6m');
    assert.deepEqual(replacement, [undefined, 0, 0, 0, 5, 5, 4, 0]);
  });

  for (let seed = 1; seed <= 10; seed++) {
    it(`adds up to all named answers, whatever the grid: generated timeline ${seed}`, () => {
      const { facts } = disruptedService(seeded(seed)).builder;
      const named = [...samplesByStream(facts).values()].flat().filter(({ pod }) => pod !== undefined).length;
      for (const bucketMs of [137, 1000, 60_000]) {
        const rates = podRates(facts, { from: T0, bucketMs, count: Math.ceil(120_000 / bucketMs) });
        const counts = rates.flatMap(({ pods }) => pods.flatMap(({ answers }) => answers.map((each) => each ?? 0)));
        assert.equal(
          counts.reduce((a, b) => a + b, 0),
          named,
        );
        for (const { sent, pods } of rates) {
          sent.forEach((all, index) => {
            const answered = pods.reduce((sum, { answers }) => sum + (answers[index] ?? 0), 0);
            assert.ok(answered <= all, `${answered} of ${all} in bucket ${index}`);
          });
        }
      }
    });
  }
});
