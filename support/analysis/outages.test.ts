import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seeded } from '../seeded.ts';
import { outagesOf } from './outages.ts';
import { samplesByStream } from './samples.ts';
import { T0 } from './testing/objects.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

/** Requests every 10 ms at doors in turn; `fails` says which. */
function outages(count: number, doors: readonly string[], fails: (at: number, door: string) => boolean, phase = 0) {
  const builder = new TimelineBuilder();
  for (let number = 0; number < count; number++) {
    const at = phase + number * 10;
    const door = doors[number % doors.length] ?? '';
    builder.at(at).request(fails(at, door) ? { door, outcome: 'refused' } : { door });
  }
  return outagesOf(samplesByStream(builder.facts).get('fresh') ?? []);
}

describe('outagesOf', () => {
  it('estimates a length to within a period, wherever the samples fall', () => {
    const random = seeded(7);
    for (let trial = 0; trial < 200; trial++) {
      const length = 21 + random() * 400;
      const [from, phase] = [500 + random() * 10, random() * 10];
      const [found, ...others] = outages(120, ['a', 'b', 'c'], (at) => at >= from && at < from + length, phase);
      assert.ok(found !== undefined && others.length === 0 && found.door === undefined);
      assert.ok(Math.abs(found.durationMs - length) <= found.uncertainMs + 1e-6, `${found.durationMs} for ${length}`);
      assert.ok(Math.abs(found.uncertainMs - 10) < 1e-6);
    }
  });

  it('tells the outage of one door among open ones as one', () => {
    const [found, ...others] = outages(120, ['a', 'b', 'c'], (at, door) => door === 'b' && at >= 300 && at < 600);
    assert.deepEqual([found?.door, found?.failed, found?.durationMs, others.length], ['b', 10, 300, 0]);
  });

  it('tells what all doors had together and what one had longer', () => {
    const found = outages(120, ['a', 'b'], (at, door) => at >= 300 && at < (door === 'a' ? 400 : 600));
    assert.deepEqual(
      found.map(({ door, from, durationMs }) => [door, from - T0, durationMs]),
      [
        [undefined, 295, 100],
        ['b', 300, 300],
      ],
    );
  });

  it('names the kind by how most requests failed', () => {
    const builder = new TimelineBuilder().at(0).request();
    for (const outcome of ['timeout', 'refused', 'refused'] as const) builder.at(10).request({ outcome });
    assert.equal(outagesOf(samplesByStream(builder.facts).get('fresh') ?? [])[0]?.kind, 'refused');
  });
});
