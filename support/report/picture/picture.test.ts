import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membershipOf } from '../../analysis/membership.ts';
import { podLives } from '../../analysis/pods.ts';
import { slice, T0 } from '../../analysis/testing/objects.ts';
import { deploymentPod, rngTimeline } from '../../analysis/testing/rng.ts';
import { TimelineBuilder } from '../../analysis/testing/timeline-builder.ts';
import { buildReport } from '../model.ts';
import type { ScenarioReport } from '../scenario-report.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { assertWellFormed } from '../testing/well-formed.ts';
import { formatPicture } from './picture.ts';
import { phasesOf } from './pod-phases.ts';
import { timeAxisOf } from './time-axis.ts';

const scenarios = buildReport(sampleRun()).scenarios;
const count = (svg: string, pattern: RegExp) => svg.match(pattern)?.length ?? 0;

describe('formatPicture', () => {
  for (const scenario of scenarios) {
    it(`is well-formed and alone: ${scenario.name}`, () => {
      const svg = formatPicture(scenario);
      assertWellFormed(svg);
      assert.doesNotMatch(svg, /NaN|undefined|Infinity|href|url\((?!#kp-)/);
      assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    });
  }

  it('draws every pod, its release, its ghost and its end', () => {
    const svg = formatPicture(pick(1));
    assert.equal(count(svg, /class="kp-lane"/g), 8, 'seven pods and a door');
    assert.match(svg, /class="kp-door-bad".*new connections through worker1 failed for 0\.\d\ds/s);
    assert.match(svg, />released by daemonset\/rng<\/text>/);
    assert.match(svg, /rng-6d4dd66654-k8n7x answered a new connection 0\.\d\ds after it had left the Service/);
    assert.match(svg, /rng-6d4dd66654-k8n7x is gone/);
    assert.match(svg, /rng-9qzmd: ready, not a member, no owner, until the end/);
  });

  it('draws the doors of a scenario without new connections from its other requests, the untouched target left out', () => {
    const { facts } = new TimelineBuilder('s4')
      .at(100)
      .request({ stream: 'keepalive', door: 'worker1' })
      .request({ stream: 'control', door: 'host' })
      .at(200)
      .request({ stream: 'keepalive', door: 'worker2', outcome: 'reset' })
      .request({ stream: 'udp', door: 'worker1' });
    const span = { startedAt: T0, finishedAt: T0 + 1000 };
    const svg = formatPicture({ ...pick(3), ...span, members: [], facts });
    assert.equal(count(svg, /class="kp-lane"/g), 2);
    assert.match(svg, /<title>door of worker1: 2 answered<\/title>.*2 requests through worker1 answered for/s);
    assert.match(svg, /<title>door of worker2: 1 of 1 failed<\/title>.*1 requests through worker2 failed for/s);
    assert.doesNotMatch(svg, /door of host/);
  });

  it('shows in which seconds a pod answered, and since when new connections stopped reaching it', () => {
    const svg = formatPicture(pick(1));
    assert.match(
      svg,
      /class="kp-answers-fresh".*?<title>rng-9qzmd: 10 answers in this second, of 50 new connections<\/title>/,
    );
    assert.match(
      svg,
      />none for 3\.70s<\/text><title>rng-9qzmd answered none of 180 new connections in 3\.70s<\/title>/,
    );
    assert.match(
      svg,
      /class="kp-answers-keepalive".*?rng-9qzmd: \d answers in this second, of 20 requests over kept conn/,
    );
    assert.match(svg, />new 14<\/text>/);
    assert.doesNotMatch(formatPicture(pick(3)), /kp-(answers|silence)[a-z-]*"/, 'no traffic, no strips and no legend');
  });

  it('frames the time in which answers were slow', () => {
    const [scenario] = buildReport(sampleRun()).scenarios;
    assert.ok(scenario !== undefined);
    const facts = scenario.facts.map((fact) =>
      fact.type === 'probe-sample' && fact.request < 3 ? { ...fact, durationMs: 250 } : fact,
    );
    assert.match(
      formatPicture({ ...scenario, facts }),
      /class="kp-degraded".*answers were slow for 0\.06s, up to 0\.25s/s,
    );
    assert.doesNotMatch(formatPicture(scenario), /class="kp-degraded"/);
  });

  it('draws what was done, failed requests, the time without success, and steps', () => {
    const svg = formatPicture(pick(1));
    assert.equal(count(svg, /class="kp-flag"/g), 2);
    assert.match(svg, /class="kp-failed"/);
    assert.match(svg, />up to 0\.22s without success<\/text>/);
    assert.match(svg, /class="kp-step-failed"/);
    assert.doesNotMatch(formatPicture(pick(0)), /class="kp-(failed|outage)"/);
  });

  it('draws where a watch was blind', () => {
    assert.match(formatPicture(pick(2)), /class="kp-blind".*the watch of Pod objects was blind for 1\.40s/);
  });

  it('escapes names from outside', () => {
    const svg = formatPicture({ ...pick(3), name: '<script>alert(1)</script>&"' });
    assert.ok(!svg.includes('<script'));
    assertWellFormed(svg);
  });

  it('draws a scenario without facts', () => {
    assertWellFormed(formatPicture({ ...pick(3), facts: [], members: [], streams: [] }));
  });
});

describe('timeAxisOf', () => {
  it('leaves the making of the stage out, and counts from the last action', () => {
    const axis = timeAxisOf(pick(1));
    assert.equal(axis.zero, T0 + 20_000 + 4500);
    assert.equal(axis.from, T0 + 20_000);
    const facts = new TimelineBuilder().at(10).acts('a0', { verb: 'apply-manifests' }).at(9000).acts('a1').facts;
    assert.equal(timeAxisOf({ ...pick(3), startedAt: T0, finishedAt: T0 + 10_000, facts }).from, T0 + 8500);
  });
});

describe('phasesOf', () => {
  it('follows a pod from pending over member to terminating', () => {
    const { facts } = rngTimeline()
      .at(10)
      .sees('ADDED', deploymentPod('d4', { phase: 'Pending', ready: false }))
      .at(20)
      .podChanges('d4', { phase: 'Running', ready: true })
      .at(30)
      .sees('MODIFIED', slice(['d4']))
      .at(40)
      .podChanges('d4', { controller: undefined })
      .at(50)
      .podChanges('d4', { deletionTimestamp: T0 })
      .at(60)
      .podGoes('d4');
    const d4 = podLives(facts).get('uid-d4');
    assert.ok(d4);
    const spans = phasesOf(d4, [membershipOf(facts, 'rng')]);
    assert.deepEqual(
      spans.map(({ from, to, phase, owner }) => [from - T0, (to ?? 0) - T0, phase, owner]),
      [
        [10, 20, 'pending', 'deployment/rng'],
        [20, 30, 'ready', 'deployment/rng'],
        [30, 40, 'member', 'deployment/rng'],
        [40, 50, 'member', undefined],
        [50, 60, 'terminating', undefined],
      ],
    );
  });
});

function pick(index: number): ScenarioReport {
  const scenario = scenarios[index];
  assert.ok(scenario);
  return scenario;
}
