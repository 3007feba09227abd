import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { T0 } from '../analysis/testing/objects.ts';
import type { Fact } from '../timeline/facts.ts';
import { parseTimeline } from '../timeline/reader.ts';
import { formatPage } from './html/page.ts';
import { formatJUnit } from './junit.ts';
import { formatMarkdown } from './markdown.ts';
import { escapeMarkup } from './markup.ts';
import { buildReport } from './model.ts';
import type { StreamReport } from './scenario-report.ts';
import { formatSummary, summaryOf } from './summary-json.ts';
import { formatTable, writeTable } from './table.ts';
import { sampleRun } from './testing/sample-run.ts';
import { assertWellFormed } from './testing/well-formed.ts';

const report = buildReport(sampleRun());
const empty = buildReport([]);
const hostile = {
  ...report,
  scenarios: report.scenarios.slice(1, 2).map((scenario) => ({
    ...scenario,
    name: 'a|b <c> *d* `e`\nf',
    feature: '"q" & \u001b[31m',
    reason: 'first ]]> <x>\n```\nsecond',
  })),
};

describe('buildReport', () => {
  it('counts verdicts, and calls a scenario broken that never ended', () => {
    assert.deepEqual(report.totals, { passed: 1, failed: 1, invalid: 1, broken: 1 });
    assert.equal(report.scenarios[3]?.reason, 'the run ended before this scenario did');
    assert.equal(report.run?.run, 'k7f3');
  });

  it('finds recreations, members, streams and the meter of each scenario', () => {
    const [first, second] = report.scenarios;
    assert.deepEqual(first?.recreated, []);
    assert.deepEqual(second?.recreated, [
      { owner: 'deployment/rng', count: 1 },
      { owner: 'daemonset/rng', count: 1 },
    ]);
    assert.deepEqual(first?.members, [
      {
        service: 'rng',
        owners: [
          { owner: 'deployment/rng', count: 3 },
          { owner: 'daemonset/rng', count: 1 },
        ],
      },
    ]);
    assert.deepEqual(
      first?.streams.map(({ stream, failed }) => [stream, failed]),
      [
        ['fresh', 0],
        ['keepalive', 0],
      ],
    );
    assert.equal(first?.meter?.name, 'probe-runner');
    assert.equal(first?.meter?.lateP99Ms, 1.4);
    assert.equal(report.scenarios[3]?.meter, undefined);
    assert.ok((second?.streams[0]?.longestOutageMs ?? 0) > 100);
  });

  it('is the same when it is made again from the timeline on disk', () => {
    const lines = sampleRun().map((fact) => `${JSON.stringify(fact)}\n`);
    const again = buildReport(parseTimeline(lines.join(''), 'timeline.ndjson'));
    assert.equal(formatSummary(again), formatSummary(report));
    assert.equal(formatPage(again), formatPage(report));
  });

  it('is empty for an empty timeline', () => {
    assert.deepEqual([empty.scenarios, empty.startedAt, empty.run], [[], 0, undefined]);
  });
});

describe('formatTable', () => {
  const plain = (_: string, text: string) => text;

  it('shows every scenario in a row, with reasons below those that did not pass', () => {
    const text = formatTable(report, { width: 200, colour: plain });
    assert.match(text, /^scenario +verdict +recreated +members +failed\/requests +outage +seconds\n/);
    assert.match(text, /The right order.* passed +none +deployment\/rng 3, daemonset\/rng 1 +0\/\d+ +none +7\.2\n/);
    assert.match(text, / 19\/\d+ +0\.22s ± 0\.02s +6\.2\n/);
    assert.match(text, /\n {4}daemonset\/rng recreated 1 pod, expected none for 5s\n/);
    assert.match(text, /\n {4}at features\/membership\/rotation\.feature:12\n/);
    assert.match(text, /\n4 scenarios: 1 passed, 1 failed, 1 invalid, 1 broken\n$/);
  });

  it('abbreviates owners and cuts names on a narrow terminal', () => {
    const text = formatTable(report, { width: 100, colour: plain });
    assert.match(text, /The right order: label.*… +passed +none +deploy 3, ds 1 /);
    for (const line of text.split('\n').filter((row) => /passed +none/.test(row))) assert.ok(line.length <= 100, line);
  });

  it('colours verdicts only, by what it is given', () => {
    const text = formatTable(report, { width: 120, colour: (verdict, cell) => `[${verdict}]${cell}` });
    assert.match(text, /\[failed\]failed/);
    assert.match(text, /\[broken\]1 broken/);
  });

  it('says how little there is for no scenario', () => {
    assert.match(formatTable(empty, { width: 80, colour: plain }), /\n0 scenarios\n$/);
  });

  it('writes no colour to what is no terminal', () => {
    const stream = new PassThrough({ encoding: 'utf8' });
    writeTable(report, stream as unknown as NodeJS.WriteStream);
    const written = String(stream.read());
    assert.equal(written, stripVTControlCharacters(written));
    assert.match(written, /1 failed/);
  });
});

describe('formatJUnit', () => {
  it('maps verdicts: failed to failure, broken and invalid to error', () => {
    const xml = formatJUnit(report);
    assert.match(xml, /<testsuites name="kindling" tests="4" failures="1" errors="2" time="[\d.]+">/);
    assert.equal(xml.match(/<failure type="failed"/g)?.length, 1);
    assert.equal(xml.match(/<error type="invalid"/g)?.length, 1);
    assert.equal(xml.match(/<error type="broken"/g)?.length, 1);
    assert.match(xml, /<property name="recreated" value="deployment\/rng 1, daemonset\/rng 1"\/>/);
  });

  it('escapes what XML does not take', () => {
    const xml = formatJUnit(hostile);
    assertWellFormed(xml);
    assert.match(xml, /testsuite name="&quot;q&quot; &amp; \uFFFD\[31m"/);
    assert.match(xml, /first \]\]&gt; &lt;x&gt;/);
    assert.ok(!xml.includes('\u001b'));
  });

  it('numbers scenarios that share a name', () => {
    const [first] = report.scenarios;
    assert.ok(first);
    assert.match(formatJUnit({ ...report, scenarios: [first, first] }), / \(2\)" file=/);
  });

  it('is a document without scenarios, too', () => {
    assert.match(
      formatJUnit(empty),
      /<testsuites name="kindling" tests="0" failures="0" errors="0" time="0.000">\n<\/testsuites>/,
    );
  });

  it('always has a reason', () => {
    const bare = report.scenarios.slice(1, 2).map((scenario) => ({ ...scenario, reason: undefined }));
    assert.match(formatJUnit({ ...report, scenarios: bare }), /message="no reason was given"/);
    assert.match(formatMarkdown({ ...report, scenarios: bare }), /no reason was given/);
  });
});

describe('formatMarkdown', () => {
  it('has totals, the run, a table and folded reasons', () => {
    const text = formatMarkdown(report);
    assert.match(text, /^## Kindling: 1 passed, 1 failed, 1 invalid, 1 broken\n/);
    assert.match(
      text,
      /Kubernetes v1\.37\.2 · cluster kindling-k7f3, 3 nodes · docker 29\.1 · measured by probe-runner 0\.1\.0, requests at most 1\.4 ms late \(p99\) \(no calibration .* meter\) · Kindling 0\.1\.0/,
    );
    assert.equal(text.match(/<details>/g)?.length, 3);
    assert.match(text, /\| ✅ passed \| none \|/);
  });

  it('keeps hostile text in its cell and its fence', () => {
    const text = formatMarkdown(hostile);
    assert.match(text, /\| a\\\|b &lt;c&gt; \\\*d\\\* \\`e\\` f \|/);
    assert.match(text, /\n````text\nfirst \]\]> <x>\n```\nsecond\n/);
  });

  it('leaves reasons out rather than exceed the limit', () => {
    const whole = formatMarkdown(report);
    const cut = formatMarkdown(report, Buffer.byteLength(whole) - 20);
    assert.match(cut, /\n1 more in the report\.\n$/);
    assert.equal(formatMarkdown(empty), formatMarkdown(empty, 10));
    assert.match(formatMarkdown(empty), /^## Kindling: 0 scenarios/);
  });
});

describe('formatSummary', () => {
  it('is JSON of version 2 without the facts', () => {
    const summary = JSON.parse(formatSummary(report));
    assert.equal(summary.version, 2);
    assert.equal(summary.kubernetesVersion, 'v1.37.2');
    assert.equal(summary.scenarios.length, 4);
    assert.equal(summary.scenarios[0].facts, undefined);
    assert.equal(summary.scenarios[0].failed, undefined);
    assert.deepEqual(summary.scenarios[0].causes, []);
    assert.equal(summary.scenarios[0].unexplainedShare, 0);
    const [propagation] = summary.scenarios[0].propagations;
    assert.deepEqual([propagation.pod, propagation.acknowledgedMs, propagation.endpointSliceMs], ['rng-9qzmd', 5, 32]);
    assert.equal(propagation.lastAnswers[0].door, 'worker1');
    assert.deepEqual(summary.scenarios[1].causes, [{ cause: 'pod-terminating', requests: 19 }]);
    const [stream] = summary.scenarios[1].streams;
    assert.deepEqual(stream.doors, [{ door: 'worker1', ...counts(stream) }]);
    const blamed = stream.pods.filter(({ failed }: { failed: number }) => failed > 0);
    assert.deepEqual(
      blamed.map(({ pod, failed }: { pod: string; failed: number }) => [pod, failed]),
      [['rng-6d4dd66654-k8n7x', 19]],
    );
    assert.match(summary.scenarios[0].startedAt, /^2027-01-15T/);
    assert.deepEqual(summaryOf(empty).nodes, []);
  });
});

function counts({ requests, failed, failures, failureShareBelow }: StreamReport) {
  return { requests, failed, failures, failureShareBelow };
}

describe('the meter', () => {
  it('stands in the job summary and in JUnit, with how late it ran', () => {
    const xml = formatJUnit(report);
    assert.match(
      xml,
      /<property name="measured by" value="probe-runner 0\.1\.0, requests at most 1\.4\u00A0ms late \(p99\)"\/>/,
    );
    assert.equal(xml.match(/name="measured by"/g)?.length, 3, 'one of four scenarios had no traffic');
  });

  it('is every one that was used, and only its own calibration stands beside it', () => {
    const [first, second] = report.scenarios;
    assert.ok(first?.meter && second?.meter);
    const k6 = { ...first, meter: { ...first.meter, name: 'k6', version: '2.3.0', lateP99Ms: 7 } };
    const later = { ...second, meter: { ...second.meter, lateP99Ms: 0.2 } };
    const text = formatMarkdown({ ...report, scenarios: [first, k6, later], calibrations: [calibration] });
    assert.match(
      text,
      /measured by probe-runner 0\.1\.0, requests at most 1\.4 ms late \(p99\) \(calibrated .* alarms\) and by k6 2\.3\.0, requests at most 7\.0 ms late \(p99\) \(no calibration of this version on record: npm run bench -- meter\) ·/,
    );
    const newer = { ...calibration, meter: { ...calibration.meter, version: '0.2.0' } };
    for (const format of [formatMarkdown, formatPage]) {
      assert.doesNotMatch(format({ ...report, calibrations: [newer] }), /known outages/);
      assert.doesNotMatch(format({ ...report, scenarios: [k6], calibrations: [calibration] }), /known outages/);
    }
  });
});

const calibration = {
  meter: { name: 'probe-runner', version: '0.1.0' },
  ...{ calibratedAt: T0, cores: 2, ratePerSecond: 100, outages: 200, found: 170, missed: 0, falseAlarms: 0 },
  ...{ quietMs: 60_000, errorP95Ms: 9.2, oneEndpointErrorP95Ms: 31, lateP99Ms: 2, cpuMsPerRequest: 0.5 },
} as const;

describe('the calibration of the meter', () => {
  it('stands in the page and in summary.json', () => {
    const calibrated = buildReport([...sampleRun(), { type: 'meter-calibrated', seq: 9999, at: T0, calibration }]);
    assert.match(formatPage(calibrated), /on 200 known outages: outage lengths within ±9 ms \(95 %\), 0 missed/);
    assert.deepEqual(summaryOf(calibrated).calibration, calibration);
    assert.equal(summaryOf(report).calibration, undefined);
  });

  it('stands in JUnit beside each scenario that was measured', () => {
    const xml = formatJUnit({ ...report, calibrations: [calibration] });
    assertWellFormed(xml);
    const errors = xml.match(
      /<property name="meter error" value="calibrated .*: outage lengths within ±9 ms \(95 %\)/g,
    );
    assert.equal(errors?.length, 3, 'one of four scenarios had no traffic');
  });

  it('is missed aloud in every report, and absent from summary.json', () => {
    const never = /no calibration of this version on record: npm run bench -- meter/g;
    assert.equal(formatJUnit(report).match(never)?.length, 3);
    for (const format of [formatMarkdown, formatPage]) assert.equal(format(report).match(never)?.length, 1);
    assert.ok(!('calibration' in JSON.parse(formatSummary(report))));
  });

  it('of every meter that measured stands beside it', () => {
    const k6 = { ...calibration, meter: { name: 'k6', version: '2.3.0' }, errorP95Ms: 5 } as const;
    const facts = [k6, calibration].map((each, index): Fact => {
      return { type: 'meter-calibrated', seq: 9999 + index, at: T0, calibration: each };
    });
    const both = buildReport([...sampleRun(), ...facts]);
    const [first, second] = both.scenarios;
    assert.ok(first?.meter && second);
    const withK6 = { ...first, meter: { ...first.meter, name: 'k6', version: '2.3.0' } };
    const text = formatPage({ ...both, scenarios: [withK6, second] });
    assert.match(text, /measured by k6 2\.3\.0.* within ±5 ms .* and by probe-runner 0\.1\.0.* within ±9 ms /);
    assert.equal(summaryOf(both).calibration?.meter.name, 'k6');
  });
});

describe('the host and the nodes of a run', () => {
  const host = {
    ...{ cores: 2, memoryBytes: 8 * 2 ** 30, kernel: '6.12.8', platform: 'linux/x64', node: 'v24.21.0' },
  };
  const told = buildReport(
    sampleRun().map((fact) =>
      fact.type === 'run-started' ? { ...fact, host, cluster: { ...fact.cluster, controlPlanes: 1 } } : fact,
    ),
  );

  it('stand in the page and in the job summary', () => {
    for (const format of [formatMarkdown, formatPage]) {
      const text = format(told);
      assert.match(text, /cluster kindling-k7f3, 3 nodes \(1 control plane, 2 workers\)/);
      assert.match(text, /host with 2 cores and 8\.0\sGiB of memory, linux\/x64, kernel 6\.12\.8, Node v24\.21\.0/);
    }
  });

  it('stand in summary.json, and are absent where the timeline does not tell', () => {
    const summary = JSON.parse(formatSummary(told));
    assert.deepEqual([summary.host, summary.controlPlanes], [host, 1]);
    const old = JSON.parse(formatSummary(report));
    assert.ok(!('host' in old) && !('controlPlanes' in old));
    assert.doesNotMatch(formatPage(report), /control planes?,|host with/);
  });
});

describe('escapeMarkup', () => {
  it('replaces what no reference can express, and keeps line breaks', () => {
    assert.equal(escapeMarkup("a\u0000\n\t\r\uFFFE\uD800😀'"), 'a\uFFFD\n\t\r\uFFFD\uFFFD😀&#39;');
  });
});
