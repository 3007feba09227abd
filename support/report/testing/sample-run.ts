import { endpoint, slice, T0 } from '../../analysis/testing/objects.ts';
import { daemonPod, deploymentPod, HASH, rngTimeline } from '../../analysis/testing/rng.ts';
import { TimelineBuilder } from '../../analysis/testing/timeline-builder.ts';
import { seeded } from '../../seeded.ts';
import type { Fact, NewFact, Verdict } from '../../timeline/facts.ts';

const [A, B, C] = ['rng-6d4dd66654-4hq2z', 'rng-6d4dd66654-k8n7x', 'rng-6d4dd66654-vv5tp'] as const;
const [D, E] = ['rng-9qzmd', 'rng-c2wlf'] as const;
const ALL = [A, B, C, D, E];

/** A made-up run for tests of the writers: one scenario passed, one failed, one invalid and one that never ended. */
export function sampleRun(): Fact[] {
  const run = new TimelineBuilder('', T0 - 5000).add({
    type: 'run-started',
    run: 'k7f3',
    kindling: '0.1.0',
    cluster: { name: 'kindling-k7f3', kubernetesVersion: 'v1.37.2', nodes: ['control-plane', 'worker', 'worker2'] },
    engine: 'docker 29.1',
  }).facts;
  const own = run.map(({ scenario: _, ...fact }) => fact as Fact);
  const parts = [own, labelledOut().facts, relabelled().facts, blind().facts, killed().facts];
  return parts.flat().map((fact, seq) => ({ ...fact, seq }));
}

/** The label that only the Service selects on is taken from a daemon: nothing is made again, nothing fails. */
function labelledOut(): TimelineBuilder {
  const name = 'The right order: label every pod, then narrow the selector, then take one pod out';
  const builder = begin('s1', 0, name, 'A label that only the Service selects on disturbs nothing else');
  step(builder, 2000, 2040, 'When I remove the label active from 1 pod of daemonset/rng');
  builder.at(2004).acts('a1', { summary: `removed label active from ${D}`, pods: [D] });
  builder.at(2018).podChanges(D, { labels: { app: 'rng', 'controller-revision-hash': HASH } });
  builder.at(2036).sees('MODIFIED', slice([A, B, C, E]));
  step(builder, 2041, 2042, 'Then the pod leaves service/rng within 3s');
  step(builder, 2043, 2700, 'And fresh connections stop reaching the pod within 3s');
  step(builder, 2701, 7004, 'And daemonset/rng recreates no pod for 5s');
  step(builder, 7005, 7040, 'And no request failed');
  load(builder, 7100, (at) => ({ members: at < 2110 ? ALL : [A, B, C, E], kept: ALL }));
  return end(builder, 7200, 'passed');
}

/** The label both controllers select on is taken from a daemon, whose node gets another; some requests fail. */
function relabelled(): TimelineBuilder {
  const name = 'Taking the app label away does not take a pod out quietly';
  const builder = begin('s2', 20_000, name, 'A pod that loses its label is released, replaced and left running');
  step(builder, 2000, 2030, 'When I remove the label app from 1 pod of daemonset/rng');
  builder.at(2004).acts('a2', { summary: `removed label app from ${D}`, pods: [D] });
  builder.at(2016).podChanges(D, { labels: { 'controller-revision-hash': HASH, active: 'yes' } });
  builder.at(2031).sees('MODIFIED', slice([A, B, C, E]));
  builder.at(2036).podChanges(D, { controller: undefined });
  const made = daemonPod('rng-x7k2p', 'worker1', { phase: 'Pending', ready: false, node: undefined });
  builder.at(2314).sees('ADDED', made).at(2340).podChanges('rng-x7k2p', { node: 'worker1' });
  builder.at(3260).podChanges('rng-x7k2p', { phase: 'Running' }).at(3900).podChanges('rng-x7k2p', { ready: true });
  builder.at(3931).sees('MODIFIED', slice([A, B, C, E, 'rng-x7k2p']));
  builder.at(4500).acts('a3', { verb: 'delete-pods', summary: `deleted ${B}`, pods: [B] });
  builder.at(4520).podChanges(B, { deletionTimestamp: T0 + 60_000 });
  const drained = endpoint(B, { ready: false, terminating: true });
  builder.at(4541).sees('MODIFIED', slice([A, C, E, 'rng-x7k2p', drained]));
  const next = deploymentPod('rng-6d4dd66654-zz9qd', { phase: 'Pending', ready: false, node: 'worker2' });
  builder.at(4560).sees('ADDED', next).at(5300).podChanges(next.name, { phase: 'Running', ready: true });
  builder.at(5331).sees('MODIFIED', slice([A, C, E, 'rng-x7k2p', next.name, drained]));
  builder.at(5600).podChanges(B, { phase: 'Succeeded', ready: false }).at(5800).podGoes(B);
  builder.at(5612).sees('MODIFIED', slice([A, C, E, 'rng-x7k2p', next.name]));
  step(builder, 2031, 5900, 'Then daemonset/rng recreates no pod for 5s', 'failed');
  load(builder, 6100, (at) => {
    const before = at < 2110 ? ALL : at < 3990 ? [A, B, C, E] : [A, B, C, E, 'rng-x7k2p'];
    const after = at < 5390 ? [A, C, E, 'rng-x7k2p'] : [A, C, E, 'rng-x7k2p', next.name];
    return { members: at < 4610 ? before : after, kept: ALL, failing: at > 4620 && at < 5080 };
  });
  const reason = [
    'daemonset/rng recreated 1 pod, expected none for 5s',
    `  rng-x7k2p on worker1, created 0.31s after you removed label app from ${D}`,
    `  why: ${D} no longer matches app=rng, so daemonset/rng released it (0.02s) and node worker1 had no daemon`,
  ].join('\n');
  return end(builder, 6200, 'failed', reason);
}

/** The watch lost a part of the story. */
function blind(): TimelineBuilder {
  const builder = begin('s3', 40_000, 'Labels that nobody selects change nothing', 'Controllers do not validate pods');
  const [from, to] = [T0 + 42_000, T0 + 43_400];
  builder.at(3400).add({ type: 'watch-gap', kind: 'Pod', namespace: 'kindling-test', from, to, reason: '410 Gone' });
  builder.at(3500).acts('a4', { summary: 'labelled all pods with tier=x' });
  load(builder, 4000, () => ({ members: ALL, kept: ALL }));
  return end(builder, 4100, 'invalid', 'the watch of Pod objects was blind for 1.40s: 410 Gone');
}

function killed(): TimelineBuilder {
  const builder = begin('s4', 60_000, 'Deleting | all <five> & "more"', undefined);
  step(builder, 1000, undefined, 'When I delete every pod');
  return builder;
}

function begin(scenario: string, offset: number, name: string, rule: string | undefined): TimelineBuilder {
  const builder = new TimelineBuilder(scenario, T0 + offset);
  const feature = 'Taking one pod out of the load balancer';
  const place = { uri: 'features/membership/rotation.feature', line: 12, namespace: `kindling-${scenario}` };
  builder.add({ type: 'scenario-started', scenario, name, feature, rule, ...place });
  rngTimeline(builder);
  for (const [old, pod] of [
    ['d1', deploymentPod(A)],
    ['d2', deploymentPod(B, { node: 'worker2' })],
    ['d3', deploymentPod(C)],
    ['w1', daemonPod(D, 'worker1')],
    ['w2', daemonPod(E, 'worker2')],
  ] as const) {
    // The hand-made timelines use short names; a picture should show such as Kubernetes makes.
    builder.podGoes(old).sees('LISTED', { ...pod, labels: { ...pod.labels, active: 'yes' } });
  }
  return builder.at(1).sees('MODIFIED', slice(ALL));
}

function end(builder: TimelineBuilder, at: number, verdict: Verdict, reason?: string): TimelineBuilder {
  const scenario = builder.facts[0]?.scenario ?? '';
  return builder.at(at).add({ type: 'scenario-finished', scenario, verdict, reason });
}

function step(builder: TimelineBuilder, from: number, to: number | undefined, text: string, status = 'passed'): void {
  builder.at(from).add({ type: 'step-started', step: `${from}`, text } satisfies NewFact);
  if (to !== undefined) builder.at(to).add({ type: 'step-finished', step: `${from}`, status });
}

interface Answering {
  readonly members: readonly string[];
  readonly kept: readonly string[];
  readonly failing?: boolean;
}

/** 50 fresh and 20 kept requests per second from 0.3 s on, answered at random by whoever answers at that time. */
function load(builder: TimelineBuilder, until: number, answering: (at: number) => Answering): void {
  const random = seeded(until);
  const pick = (names: readonly string[]) => names[Math.floor(random() * names.length)];
  const streams = [
    { stream: 'fresh', ratePerSecond: 50 } as const,
    { stream: 'keepalive', ratePerSecond: 20 } as const,
  ];
  builder.at(300).traffic(...streams);
  for (let at = 320; at < until; at += 10) {
    const { members, kept, failing } = answering(at);
    const durationMs = 2 + random() * 6;
    const failed = failing === true && random() < 0.9;
    const failure = { outcome: random() < 0.3 ? 'stalled' : 'refused', durationMs: 40 } as const;
    if (at % 20 === 0) builder.at(at).request(failed ? failure : { pod: pick(members), durationMs });
    if (at % 50 === 0) builder.at(at).request({ stream: 'keepalive', pod: pick(kept), durationMs });
  }
  builder.at(until).trafficStops({ lateP99Ms: 1.4, lateMaxMs: 6.2 });
}
