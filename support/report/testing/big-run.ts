import { factsOfScenario } from '../../analysis/scenario.ts';
import { T0 } from '../../analysis/testing/objects.ts';
import { seeded } from '../../seeded.ts';
import type { Fact, FactOf } from '../../timeline/facts.ts';
import { sampleRun } from './sample-run.ts';

const APART_MS = 30_000;
const NODES = ['worker1', 'worker2', 'control-plane'];

/** A made-up run of many scenarios with many requests each, a few of them failed, for tests of how fast a report is. */
export function bigRun(scenarios: number, samplesEach: number): Fact[] {
  const sample = sampleRun();
  const head = sample.filter(({ scenario }) => scenario === undefined);
  const story = factsOfScenario(sample, 's2').filter(({ type }) => type !== 'probe-sample');
  const begin = story[0]?.at ?? T0;
  const facts = Array.from({ length: scenarios }, (_, index) => {
    const [id, shift] = [`b${index}`, T0 + index * APART_MS - begin];
    const own: Fact[] = story.map((fact) => ({ ...fact, at: fact.at + shift, scenario: id }));
    return [...own.slice(0, -1), ...samples(id, T0 + index * APART_MS, samplesEach), ...own.slice(-1)];
  });
  return [...head, ...facts.flat()].map((fact, seq) => ({ ...fact, seq }));
}

function samples(scenario: string, start: number, count: number): FactOf<'probe-sample'>[] {
  const random = seeded(count + start);
  const pods = ['rng-6d4dd66654-4hq2z', 'rng-6d4dd66654-vv5tp', 'rng-c2wlf'];
  return Array.from({ length: count }, (_, number) => {
    const startedAt = start + 320 + (number * 5700) / count;
    const failed = random() < 0.01;
    const durationMs = failed ? 0.3 : 1 + random() ** 4 * 60;
    return {
      ...{ type: 'probe-sample', seq: 0, at: startedAt + durationMs, scenario, startedAt, lateMs: 0, durationMs },
      ...{ stream: number % 3 === 0 ? 'keepalive' : 'fresh', request: number, outcome: failed ? 'refused' : 'ok' },
      ...{ status: failed ? 0 : 200, errorCode: failed ? 1212 : 0, pod: failed ? undefined : pods[number % 3] },
      ...{ door: NODES[number % 3] ?? '', connection: failed ? 'none' : number % 3 === 0 ? 'reused' : 'new' },
    };
  });
}
