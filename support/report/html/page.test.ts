import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { service, slice, T0, workload } from '../../analysis/testing/objects.ts';
import type { Fact, NewFact } from '../../timeline/facts.ts';
import { wordsOf } from '../fact-words.ts';
import { buildReport } from '../model.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { formatPage } from './page.ts';

const report = buildReport(sampleRun());
const page = formatPage(report);

describe('formatPage', () => {
  it('fetches nothing', () => {
    assert.match(page, /Content-Security-Policy" content="default-src 'none'/);
    assert.doesNotMatch(
      page.replaceAll('http://www.w3.org/2000/svg', '').replace('https://github.com/leeoniya/uPlot', ''),
      /https?:\/\/|<link|src=|@import/,
    );
  });

  it('has a row, a section and a picture per scenario', () => {
    assert.equal(page.match(/<a href="#scenario-\d">/g)?.length, 4);
    assert.equal(page.match(/<section id="scenario-\d">/g)?.length, 4);
    assert.equal(page.match(/<svg xmlns/g)?.length, 4);
    assert.match(page, /<title>Kindling k7f3: 1 passed, 1 failed, 1 invalid, 1 broken<\/title>/);
  });

  it('lists failed requests and everything else that was seen, but not what went well', () => {
    assert.match(page, /<summary>19 failed requests<\/summary>/);
    assert.match(page, /<td>\+0\.\d{3}<\/td><td>fresh<\/td><td>#\d+<\/td><td>refused<\/td>/);
    assert.match(page, /<td>modified EndpointSlice<\/td><td>rng-abc<\/td><td>4 ready of 5: /);
    assert.doesNotMatch(page, /fresh ok in/);
  });

  it('gives every failed request its cause, or says that it has none', () => {
    const causes = report.scenarios[1]?.causes.map(({ cause, requests }) => `${requests} ${cause}`);
    assert.deepEqual(causes, ['19 pod-terminating']);
    assert.match(page, /<dt>why requests failed<\/dt><dd>19 pod terminating<\/dd>/);
    assert.match(page, /<td>rng-6d4dd66654-k8n7x was stopping \(since 0\.\d\ds\), a door still sent to it<\/td>/);
    const [, second] = report.scenarios;
    assert.ok(second);
    const failed = second.failed.map(({ sample }) => ({ sample, cause: undefined }));
    assert.match(formatPage({ ...report, scenarios: [{ ...second, failed }] }), /<td>unexplained<\/td>/);
  });

  it('tells the way of a change from the API to the doors', () => {
    assert.match(
      page,
      /<td>rng-9qzmd<\/td><td>removed label active from rng-9qzmd<\/td><td>\+0\.01s<\/td><td>\+0\.03s<\/td><td>(–|\+0\.\d\ds)</,
    );
  });

  it('has the answers per pod and second as a table, 0 apart from nothing sent', () => {
    const [, first] = page.split('<section id="scenario-');
    assert.match(first ?? '', /<summary>Answers per pod and second<\/summary>/);
    const [, cells] = /<th scope="row">rng-9qzmd<\/th><td>new<\/td>(.*?)<\/tr>/.exec(first ?? '') ?? [];
    assert.deepEqual(cells?.match(/(?<=<td>)\d*/g), ['', '10', '11', '0', '0', '0', '0', '0', '0']);
    assert.match(first ?? '', /<th scope="col">\+0\u00A0s<\/th>/);
    assert.match(first ?? '', /<th scope="row">all that were sent<\/th><td>kept<\/td>/);
  });

  it('has requests and failures per door and per pod', () => {
    const [, , second] = page.split('<section id="scenario-');
    assert.match(second ?? '', /<summary>Requests per door and pod<\/summary>/);
    assert.match(
      second ?? '',
      /<tr><td>new connections<\/td><td>door of worker1<\/td><td>289<\/td><td>19<\/td><td>[\d.]+\u00A0%<\/td><td>\d+ refused, \d+ stalled<\/td><\/tr>/,
    );
    assert.match(second ?? '', /<td>rng-6d4dd66654-k8n7x<\/td><td>\d+<\/td><td>19<\/td>/);
    assert.match(second ?? '', /<td>rng-9qzmd<\/td><td>\d+<\/td><td>0<\/td><td>[\d.]+\u00A0%<\/td><td><\/td>/);
  });

  it('says how sure an absence of failures is', () => {
    assert.match(page, /0 of 339 failed \(below 0\.9\u00A0%, 95 % sure\)/);
  });

  it('escapes names and reasons', () => {
    const [first] = report.scenarios;
    assert.ok(first);
    const hostile = {
      ...first,
      name: '<img src=x onerror=alert(1)>',
      reason: '</pre><script>',
      verdict: 'failed' as const,
    };
    const text = formatPage({ ...report, scenarios: [hostile] });
    assert.ok(!text.includes('<img'));
    assert.ok(!text.includes('</pre><script>'));
    assert.match(text, /&lt;img src=x/);
  });

  it('is a page for an empty timeline, too', () => {
    assert.match(formatPage(buildReport([])), /<title>Kindling: no scenario<\/title>/);
  });

  it('cuts lists that would choke a browser', () => {
    const [first] = report.scenarios;
    assert.ok(first);
    const facts = Array.from({ length: 2001 }, () => first.facts[0]).filter((fact) => fact !== undefined);
    const text = formatPage({ ...report, scenarios: [{ ...first, facts }] });
    assert.match(text, /1 more are in the timeline file, timeline\.ndjson/);
    assert.match(text, /<summary>2001 facts, 2000 of them shown<\/summary>/);
  });

  it('shows all failed requests, and says at which bound it stops', () => {
    const [, second] = report.scenarios;
    assert.ok(second?.failed[0]);
    const [one] = second.failed;
    const failing = (count: number) => {
      const failed = Array.from({ length: count }, () => one);
      return formatPage({ ...report, scenarios: [{ ...second, failed }] });
    };
    const whole = failing(10_000);
    assert.match(whole, /<summary>10000 failed requests<\/summary>/);
    assert.equal(whole.match(/was stopping \(since/g)?.length, 10_000);
    const cut = failing(10_003);
    assert.match(cut, /<summary>10003 failed requests, 10000 of them shown<\/summary>/);
    assert.match(cut, /<p class="rest">3 more are in the timeline file, timeline\.ndjson\.<\/p>/);
  });

  it('has the other facts where failed requests would bury them', () => {
    const [, second] = report.scenarios;
    assert.ok(second);
    const failure = second.facts.find((fact) => fact.type === 'probe-sample' && fact.outcome !== 'ok');
    assert.ok(failure);
    const failures = Array.from({ length: 2000 }, (_, index) => ({ ...failure, at: second.startedAt + index / 1000 }));
    const text = formatPage({ ...report, scenarios: [{ ...second, facts: [...failures, ...second.facts] }] });
    assert.match(text, /<td>scenario-finished<\/td>/);
    assert.match(text, /more are in the timeline file/);
  });

  it('reads a request out that was come to with the keyboard, and says by which keys', () => {
    assert.match(page, /<p class="said" aria-live="polite" data-rest="[^"]*comma and period for one request after/);
  });
});

describe('wordsOf', () => {
  const stamped = (fact: NewFact) => ({ seq: 0, at: T0, ...fact }) as Fact;
  const cases: [NewFact, string][] = [
    [{ type: 'scenario-finished', scenario: 's', verdict: 'passed', reason: undefined }, 'passed'],
    [{ type: 'action-acknowledged', action: 'a', changed: false, resourceVersions: [] }, 'nothing was changed'],
    [{ type: 'watch-opened', kind: 'Pod', namespace: 'n', resourceVersion: '7' }, 'from resourceVersion 7'],
    [{ type: 'watch-reconnected', kind: 'Pod', namespace: 'n', from: T0, reason: 'server timeout' }, 'server timeout'],
    [seen(service('rng')), 'selects app=rng'],
    [seen(workload('DaemonSet', 'rng', { desired: 2 })), '2 of 2 ready, 2 updated, generation 1'],
    [
      seen(
        slice([{ addresses: ['10.0.0.1'], ready: true, serving: true, terminating: false, node: 'n', pod: undefined }]),
      ),
      '1 ready of 1: 10.0.0.1',
    ],
    [
      seen({
        kind: 'Event',
        namespace: 'n',
        name: 'e',
        uid: 'u',
        reason: 'SuccessfulCreate',
        message: 'Created pod: a',
        about: { kind: 'DaemonSet', name: 'rng' },
        reporter: 'daemonset-controller',
      }),
      'SuccessfulCreate about DaemonSet rng: Created pod: a',
    ],
  ];
  for (const [fact, detail] of cases) {
    it(`says "${detail}"`, () => assert.equal(wordsOf(stamped(fact)).detail, detail));
  }

  it('has words for every type of fact of a run', () => {
    for (const fact of sampleRun()) assert.ok(wordsOf(fact).what.length > 0);
  });
});

function seen(object: Extract<NewFact, { type: 'object-seen' }>['object']): NewFact {
  return { type: 'object-seen', change: 'MODIFIED', resourceVersion: '1', object };
}
