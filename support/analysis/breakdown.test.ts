import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seeded } from '../seeded.ts';
import { breakdownOf } from './breakdown.ts';
import { failedRequests } from './causes.ts';
import { disruptedService } from './testing/disrupted-service.ts';
import { slice, T0 } from './testing/objects.ts';
import { rngTimeline } from './testing/rng.ts';

describe('breakdownOf', () => {
  it('counts requests and failures per door and per pod, and blames a pod for what failed because of it', () => {
    const builder = rngTimeline().at(100).request({ pod: 'd1', door: 'worker2' }).request({ pod: 'w1' });
    builder.at(900).request({ outcome: 'unreachable', door: 'worker2' });
    builder.at(5000).podChanges('w1', { deletionTimestamp: T0 + 9000 });
    builder.at(5030).sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w2']));
    builder.at(5100).request({ outcome: 'refused' }).request({ outcome: 'reset', door: 'worker2' });
    builder.at(5200).request({ pod: 'd1', outcome: 'http-status', status: 503, errorCode: 1503 });
    const [found] = breakdownOf(builder.facts, failedRequests(builder.facts));
    const told = ({ requests, failed, failures }: { requests: number; failed: number; failures: object }) => {
      return [requests, failed, Object.fromEntries(failures as Map<string, number>)];
    };
    assert.deepEqual(
      found?.doors.map((each) => [each.door, ...told(each)]),
      [
        ['worker1', 3, 2, { 'http-status': 1, refused: 1 }],
        ['worker2', 3, 2, { reset: 1, unreachable: 1 }],
      ],
    );
    assert.deepEqual(
      found?.pods.map((each) => [each.pod, ...told(each)]),
      [
        ['d1', 2, 1, { 'http-status': 1 }],
        ['w1', 3, 2, { refused: 1, reset: 1 }],
        [undefined, 1, 1, { unreachable: 1 }],
      ],
    );
  });

  it('counts every request once per door and once per pod, on generated disruptions', () => {
    for (let seed = 0; seed < 50; seed++) {
      const { facts } = disruptedService(seeded(seed)).builder;
      const failed = failedRequests(facts);
      const parts = breakdownOf(facts, failed);
      const sum = (counts: readonly { readonly failed: number }[]) =>
        counts.reduce((all, each) => all + each.failed, 0);
      assert.equal(sum(parts.flatMap(({ doors }) => doors)), failed.length);
      const withPods = new Set(parts.filter(({ pods }) => pods.length > 0).map(({ stream }) => stream));
      const expected = failed.filter(({ sample }) => withPods.has(sample.stream)).length;
      assert.equal(sum(parts.flatMap(({ pods }) => pods)), expected, `seed ${seed}`);
    }
  });

  it('has no pods where answers do not tell whose they are', () => {
    const { facts } = rngTimeline().at(100).request().request({ outcome: 'refused' });
    assert.deepEqual(breakdownOf(facts, failedRequests(facts))[0]?.pods, []);
  });
});
