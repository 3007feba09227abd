import type { CauseKind } from '../cause.ts';
import { endpoint, slice, T0 } from './objects.ts';
import { daemonPod, rngTimeline } from './rng.ts';
import { TimelineBuilder } from './timeline-builder.ts';

/** A generated timeline with the true cause of every request that fails in it, in the order of sending. */
export interface DisruptedService {
  readonly builder: TimelineBuilder;
  readonly truth: readonly (CauseKind | 'unexplained')[];
}

/** @param members who is in; a deed that replaces a pod changes it. */
type Deed = (at: number, lag: () => number, failing: Failing, members: string[]) => readonly Told[];
type Failing = (at: number, truth: CauseKind | 'unexplained', over?: Parameters<TimelineBuilder['request']>[0]) => void;
type Told = readonly [at: number, tell: (builder: TimelineBuilder) => void];

/** Each takes at most 6 s. Watches tell up to 0.1 s late, kube-proxy acts up to 1.2 s after the slice. */
const DEEDS: readonly Deed[] = [
  function exitsAtOnce(at, lag, failing, members) {
    const pod = members.shift() ?? '';
    const [rest, next] = [[...members], `${pod}x`];
    members.push(next);
    const [now, sliceAt, proxyAt] = [[...members], at + 20, at + 20 + 12 * lag()];
    failing(at + 5, 'pod-terminating', { outcome: 'closed' });
    failing((at + proxyAt) / 2, 'pod-terminating');
    failing(at + 300, 'connection-cut', { stream: 'keepalive', connection: 'reused', outcome: 'reset' });
    return [
      [at + lag(), (builder) => builder.podChanges(pod, { deletionTimestamp: T0 + at + 9000 })],
      [sliceAt + lag(), (builder) => builder.sees('MODIFIED', slice(rest))],
      [at + 200 + lag(), (builder) => builder.podGoes(pod)],
      [at + 3000, (builder) => builder.sees('ADDED', daemonPod(next, 'worker1'))],
      [at + 3010, (builder) => builder.sees('MODIFIED', slice(now))],
      [at + 3100, (builder) => builder.request({ pod: next })],
    ];
  },
  function hasNoMembers(at, lag, failing, members) {
    const now = [...members];
    failing(at + 100, 'no-members');
    failing(at + 1900, 'no-members', { outcome: 'timeout', durationMs: 1000 });
    failing(at + 2150 + lag(), 'door-behind');
    return [
      [at + lag() / 2, (builder) => builder.sees('MODIFIED', slice([]))],
      [at + 2000 + lag(), (builder) => builder.sees('MODIFIED', slice(now))],
      [at + 3200, (builder) => builder.request({ pod: now[0] })],
    ];
  },
  function drainsAlone(at, lag, failing, members) {
    const [pod = ''] = members;
    failing(at + 1000, 'pod-terminating', { outcome: 'http-status', status: 503 });
    const drains = members.map((name) => endpoint(name, { ready: false, terminating: true }));
    const next = `${pod}x`;
    members.splice(0, 1, next);
    const now = [...members];
    return [
      [at - 10, (builder) => builder.podChanges(pod, { deletionTimestamp: T0 + at + 9000 })],
      [at + lag(), (builder) => builder.sees('MODIFIED', slice(drains))],
      [at + 3000, (builder) => builder.podGoes(pod).sees('ADDED', daemonPod(next, 'worker2'))],
      [at + 3010, (builder) => builder.sees('MODIFIED', slice(now))],
      [at + 3020, (builder) => builder.request({ pod: next })],
    ];
  },
  function failsForNoReason(at, lag, failing) {
    failing(at + 1000 + lag(), 'unexplained');
    failing(at + 3000 + lag(), 'unexplained', { stream: 'keepalive', connection: 'reused', outcome: 'closed' });
    return [];
  },
];

/** Things that go wrong one after the other, ten seconds apart, in an order and with delays drawn from `random`. */
export function disruptedService(random: () => number): DisruptedService {
  const told: Told[] = [];
  const failures: { at: number; truth: CauseKind | 'unexplained' }[] = [];
  const failing: Failing = (at, truth, over) => {
    failures.push({ at, truth });
    told.push([at, (builder) => builder.request({ outcome: 'refused', ...over })]);
  };
  const members = ['d1', 'd2', 'd3', 'w1', 'w2'];
  for (let deed = 0; deed < 6; deed++) {
    const act = DEEDS[Math.floor(random() * DEEDS.length)];
    told.push(...(act?.(5000 + deed * 10_000, () => random() * 100, failing, members) ?? []));
  }
  const builder = rngTimeline(new TimelineBuilder());
  for (const [at, tell] of told.sort(([a], [b]) => a - b)) tell(builder.at(at));
  return { builder, truth: failures.sort((a, b) => a.at - b.at).map(({ truth }) => truth) };
}
