import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildReport } from '../model.ts';
import type { OutageReport, ScenarioReport, StreamReport } from '../scenario-report.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { disruptionTable } from './disruption-table.ts';
import { formatPage } from './page.ts';

const report = buildReport(sampleRun());
const failing = pick(1);
const stream = failing.streams[0];
assert.ok(stream);

describe('disruptionTable', () => {
  it('has every outage, not only the longest, and all ghost traffic, in order of time', () => {
    const rows = rowsOf(disruptionTable(failing));
    const kinds = rows.map(([kind]) => kind);
    assert.ok(stream.outages.length > 1, 'the sample has more than one outage');
    assert.equal(kinds.filter((kind) => kind === 'outage').length, stream.outages.length);
    assert.equal(kinds.filter((kind) => kind === 'ghost traffic').length, failing.ghosts.length);
    const starts = rows.map(([, , , start]) => Number(start?.replace('−', '-')));
    assert.deepEqual(
      starts,
      starts.toSorted((a, b) => a - b),
    );
  });

  it('writes an outage on the axis of the picture, its length with how sure that is', () => {
    const rows = rowsOf(disruptionTable(only({ outages: [OUTAGE] })));
    assert.deepEqual(rows, [
      ['outage', 'new connections', 'all doors', '−0.500', '+0.250', '0.75s ± 0.02s', '9 failed, most refused'],
    ]);
  });

  it('says whose door was shut, and that an outage without an end may be longer', () => {
    const door = 'kindling-worker2';
    const doors = ['kindling-worker', door].map((name) => ({ door: name, ...tally(stream) }));
    const rows = rowsOf(disruptionTable(only({ doors, outages: [{ ...OUTAGE, door, open: true }] })));
    assert.deepEqual(rows[0]?.slice(2, 6), ['door of worker2', '−0.500', '+0.250', '0.75s ± 0.02s or longer']);
  });

  it('has the times of slow answers, of the untouched target, too', () => {
    const degraded = [{ fromMs: 5000, durationMs: 60, slow: 3, worstMs: 250 }];
    assert.deepEqual(rowsOf(disruptionTable(only({ degraded, stream: 'control' }))), [
      ['slow', 'untouched target', '–', '+0.500', '+0.560', '0.06s', '3 slow, up to 0.25s'],
    ]);
  });

  it('tells since when, for how long and how often a pod answered that had left', () => {
    const ghosts = [{ service: 'rng', pod: 'rng-9qzmd', fromMs: 4700, requests: 2, lastedMs: 40 }];
    assert.deepEqual(rowsOf(disruptionTable({ ...only({}), ghosts })), [
      [
        ...['ghost traffic', 'new connections', 'rng-9qzmd', '+0.200', '+0.240', '0.04s'],
        '2 answered after it had left service/rng',
      ],
    ]);
  });

  it('is not there where clients noticed nothing', () => {
    assert.equal(disruptionTable(only({})), '');
  });

  it('is folded up in the page, once per scenario that has something to tell', () => {
    const told = report.scenarios.filter((scenario) => disruptionTable(scenario) !== '');
    const found = formatPage(report).match(/<details><summary>Outages, slow times and ghost traffic<\/summary>/g);
    assert.ok(told.length > 0 && told.length < report.scenarios.length);
    assert.equal(found?.length, told.length);
  });

  it('says where those are that it leaves out', () => {
    const outages = Array.from({ length: 2003 }, () => OUTAGE);
    const table = disruptionTable(only({ outages }));
    assert.match(table, /<summary>Outages, slow times and ghost traffic, 2000 of them shown<\/summary>/);
    assert.match(table, /3 more are in summary\.json/);
  });
});

/** The last action of the scenario is asked for 4500 ms after its start. */
const OUTAGE: OutageReport = {
  ...{ fromMs: 4000, durationMs: 750, uncertainMs: 20, failed: 9, kind: 'refused', door: undefined, open: false },
};

/** The failing scenario with one stream, in which nothing was noticed but what is given. */
function only(over: Partial<StreamReport>): ScenarioReport {
  assert.ok(stream);
  return { ...failing, ghosts: [], streams: [{ ...stream, outages: [], degraded: [], ...over }] };
}

function tally({ requests, failed, failures, failureShareBelow }: StreamReport) {
  return { requests, failed, failures, failureShareBelow };
}

function rowsOf(table: string): string[][] {
  const [, body = ''] = table.split('<tbody>');
  return [...body.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) => {
    return [...row.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell = '']) => cell);
  });
}

function pick(index: number): ScenarioReport {
  const scenario = report.scenarios[index];
  assert.ok(scenario);
  return scenario;
}
