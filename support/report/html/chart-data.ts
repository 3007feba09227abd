import { disruptionOf } from '../../analysis/disruption.ts';
import { samplesByStream } from '../../analysis/samples.ts';
import type { ScenarioReport } from '../scenario-report.ts';

/**
 * A scenario's requests for the page's script, as JSON. Numbers are whole, for they are many: times in tenths of a ms after the
 * one before (the first after `from`), durations in hundredths of a ms.
 */
export function chartData({ facts, startedAt }: ScenarioReport): string {
  const streams = samplesByStream(facts);
  const names = [...streams.keys()];
  const all = names
    .flatMap((name, stream) => (streams.get(name) ?? []).map((sample) => ({ sample, stream })))
    .sort((a, b) => a.sample.startedAt - b.sample.startedAt);
  const kinds = [...new Set(all.map(({ sample }) => sample.outcome))];
  const pods = [...new Set(all.map(({ sample }) => sample.pod ?? ''))];
  const doors = [...new Set(all.map(({ sample }) => sample.door))];
  let before = 0;
  const since = (at: number) => {
    const tenths = Math.round((at - startedAt) * 10);
    const step = tenths - before;
    before = tenths;
    return step;
  };
  const windows = disruptionOf(facts)
    .filter(({ stream }) => stream !== 'control')
    .flatMap(({ outages, degraded }) => [
      ...outages.map(({ from, to }) => ({ kind: 'outage', from, to })),
      ...degraded.map(({ from, to }) => ({ kind: 'degraded', from, to })),
    ]);
  return JSON.stringify({
    ...{ from: startedAt, names, kinds, pods, doors, windows },
    at: all.map(({ sample }) => since(sample.startedAt)),
    took: all.map(({ sample }) => Math.max(1, Math.round(sample.durationMs * 100))),
    stream: all.map(({ stream }) => stream),
    kind: all.map(({ sample }) => kinds.indexOf(sample.outcome)),
    pod: all.map(({ sample }) => pods.indexOf(sample.pod ?? '')),
    door: all.map(({ sample }) => doors.indexOf(sample.door)),
  }).replaceAll('<', '\\u003c');
}
