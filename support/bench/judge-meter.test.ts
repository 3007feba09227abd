import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { samplesByStream } from '../analysis/samples.ts';
import { T0 } from '../analysis/testing/objects.ts';
import { TimelineBuilder } from '../analysis/testing/timeline-builder.ts';
import { seeded } from '../seeded.ts';
import { figuresOf, ofEndpoints } from './figures.ts';
import { type Judgement, judgeMeter } from './judge-meter.ts';
import { OUTAGE_KINDS, type TrueOutage } from './outage.ts';
import { scheduleOf } from './schedule.ts';
import { doorName } from './start-outage-target.ts';

const periodMs = 10;
const endpoints = 3;

function truth(kind: TrueOutage['kind'], from: number, to: number, endpoint?: number): TrueOutage {
  return { kind, afterMs: from, lengthMs: to - from, endpoint, from: T0 + from, to: T0 + to };
}

/** A perfect meter: it sends punctually, and its requests end as the outages say. */
function measure(truths: readonly TrueOutage[], untilMs: number): Judgement {
  const builder = new TimelineBuilder();
  for (let request = 0; request * periodMs < untilMs; request++) {
    const at = request * periodMs;
    const endpoint = request % endpoints;
    const hit = truths.find(({ from, to, endpoint: only }) => {
      return T0 + at >= from && T0 + at < to && (only === undefined || only === endpoint);
    });
    const door = doorName(endpoint);
    if (hit === undefined) builder.at(at).request({ door });
    else builder.at(at).request(hit.kind === 'slow' ? { door, durationMs: 200 } : { door, outcome: 'refused' });
  }
  const samples = samplesByStream(builder.facts).get('fresh') ?? [];
  return judgeMeter('fresh', samples, truths, { periodMs, endpoints });
}

describe('judgeMeter', () => {
  it('finds all that a perfect meter must find, within a period each, and nothing else', () => {
    const { outages, endMs } = scheduleOf({ lengthsMs: [5, 20, 100, 500], rounds: 4, endpoints, random: seeded(3) });
    const truths = outages.map(({ kind, afterMs, lengthMs, endpoint }) =>
      truth(kind, afterMs, afterMs + lengthMs, endpoint),
    );
    const judgement = measure(truths, endMs);
    const figures = figuresOf([judgement]);
    assert.deepEqual([figures.outages, figures.missed, judgement.falseAlarms], [truths.length, 0, []]);
    assert.equal(figuresOf(ofEndpoints([judgement], 'all')).withinGoal, 1);
    assert.equal(figures.withinPeriods, 1);
    assert.ok(figures.found < truths.length, 'what is shorter than a period is often missed');
  });

  it('reports what was missed and what was not there', () => {
    const missed = measure([], 1000).measured;
    assert.deepEqual(missed, []);
    const builder = new TimelineBuilder().request().at(10).request({ outcome: 'reset' }).at(20).request();
    builder.at(30).request({ durationMs: 150 }).at(40).request();
    const samples = samplesByStream(builder.facts).get('fresh') ?? [];
    const judgement = judgeMeter('fresh', samples, [truth('refuse', 500, 600)], { periodMs, endpoints });
    assert.equal(figuresOf([judgement]).missed, 1);
    assert.deepEqual(
      judgement.falseAlarms.map(({ kind, durationMs }) => [kind, durationMs]),
      [
        ['outage', 10],
        ['slow', 10],
      ],
    );
  });

  it('reports an outage that was found at another door than the true one at that time', () => {
    const builder = new TimelineBuilder();
    for (let request = 0; request < 60; request++) {
      const door = doorName(request % endpoints);
      const fails = request >= 20 && request < 40 && request % endpoints === 1;
      builder.at(request * periodMs).request(fails ? { door, outcome: 'refused' } : { door });
    }
    const samples = samplesByStream(builder.facts).get('fresh') ?? [];
    const alarms = (endpoint: number) =>
      judgeMeter('fresh', samples, [truth('refuse', 200, 400, endpoint)], { periodMs, endpoints }).falseAlarms.length;
    assert.deepEqual([alarms(1), alarms(2)], [0, 1]);
  });

  it('has no figures where nothing was measured', () => {
    const { withinGoal, errorP95Ms, errorMaxMs } = figuresOf([]);
    assert.deepEqual([withinGoal, errorP95Ms, errorMaxMs], [undefined, undefined, undefined]);
  });
});

describe('scheduleOf', () => {
  it('has every kind and length in every round, for all endpoints and for one, one after the other', () => {
    const { outages, endMs } = scheduleOf({ lengthsMs: [5, 2000], rounds: 2, endpoints, random: seeded(1) });
    assert.equal(outages.length, OUTAGE_KINDS.length * 2 * 2 * 2);
    assert.equal(outages.filter(({ endpoint }) => endpoint !== undefined).length, outages.length / 2);
    outages.forEach(({ afterMs, lengthMs }, index) => {
      assert.ok(afterMs + lengthMs + 500 < (outages[index + 1]?.afterMs ?? endMs + 1));
    });
  });
});
