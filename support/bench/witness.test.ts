import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AuditEvent } from '../../clusters/cluster.ts';
import { controlledBy, T0 } from '../analysis/testing/objects.ts';
import { daemonPod, deploymentPod, HASH, rngTimeline } from '../analysis/testing/rng.ts';
import { TimelineBuilder } from '../analysis/testing/timeline-builder.ts';
import type { ControllerRef } from '../timeline/facts.ts';
import { auditedPods } from './audited-pods.ts';
import { allHaveGaps, formatTestimonies, hearWitness, unknownDifferences } from './witness.ts';

const NAMESPACE = deploymentPod('d1').namespace;
const REPLICA_SET = controlledBy('ReplicaSet', `rng-${HASH}`);
const DAEMON_SET = controlledBy('DaemonSet', 'rng');
const USERS = {
  rs: 'system:serviceaccount:kube-system:replicaset-controller',
  ds: 'system:serviceaccount:kube-system:daemon-set-controller',
  gc: 'system:serviceaccount:kube-system:generic-garbage-collector',
  kubelet: 'system:node:worker1',
  person: 'kubernetes-admin',
};

/** Writes an audit log, an event each 10 ms; times are ms after the timeline's beginning. */
class Log {
  readonly events: AuditEvent[] = [];

  write(
    at: number,
    user: keyof typeof USERS,
    verb: string,
    name: string,
    owner?: ControllerRef,
    over: Partial<AuditEvent> = {},
  ): this {
    const time = new Date(T0 + at).toISOString();
    const ownerReferences = owner === undefined ? [] : [{ ...owner, controller: true }];
    const resourceVersion = String(1000 + this.events.length);
    this.events.push({
      ...{ auditID: `${this.events.length}`, stage: 'ResponseComplete', level: 'RequestResponse', verb },
      requestURI: '',
      user: { username: USERS[user] },
      objectRef: { resource: 'pods', namespace: NAMESPACE, ...(verb === 'create' ? {} : { name }) },
      responseStatus: { code: verb === 'create' ? 201 : 200 },
      responseObject: { metadata: { uid: `uid-${name}`, name, resourceVersion, ownerReferences } },
      ...{ requestReceivedTimestamp: time, stageTimestamp: time },
      ...over,
    });
    return this;
  }
}

/** The log of the usual timeline: five pods, made before anything is done. */
function rngLog(): Log {
  const log = new Log();
  for (const name of ['d1', 'd2', 'd3']) log.write(-100, 'rs', 'create', name, REPLICA_SET);
  for (const name of ['w1', 'w2']) log.write(-100, 'ds', 'create', name, DAEMON_SET);
  return log;
}

const place = { name: 'a scenario', feature: 'f', rule: undefined, uri: 'f.feature', line: 1, namespace: NAMESPACE };

/** A scenario of ten seconds. The five pods of the usual timeline are seen being made. */
function scenario(happens: (builder: TimelineBuilder) => void): TimelineBuilder {
  const builder = new TimelineBuilder().at(0).add({ type: 'scenario-started', scenario: 's1', ...place });
  for (const name of ['d1', 'd2', 'd3']) builder.sees('ADDED', deploymentPod(name));
  for (const name of ['w1', 'w2']) builder.sees('ADDED', daemonPod(name, 'worker1'));
  happens(builder);
  return builder.at(10_000).add({ type: 'scenario-finished', scenario: 's1', verdict: 'passed', reason: undefined });
}

describe('the witness', () => {
  it('agrees when both tell the same: released, replaced, adopted, deleted', () => {
    const { facts } = scenario((builder) =>
      builder
        .at(1000)
        .podChanges('d1', { labels: { app: 'rng' } })
        .at(1010)
        .podChanges('d1', { controller: undefined })
        .at(1020)
        .sees('ADDED', deploymentPod('d4'))
        .podChanges('d1', { controller: DAEMON_SET })
        .at(1030)
        .podChanges('w1', { deletionTimestamp: T0 })
        .at(2000)
        .podGoes('w1'),
    );
    // The timeline knows what the ReplicaSet selects on, as in a real one.
    const workloads = rngTimeline().facts.filter((fact) => fact.type === 'object-seen' && fact.object.kind !== 'Pod');
    const log = rngLog()
      .write(1000, 'person', 'patch', 'd1', REPLICA_SET)
      .write(1010, 'rs', 'patch', 'd1')
      .write(1020, 'rs', 'create', 'd4', REPLICA_SET)
      .write(1020, 'ds', 'patch', 'd1', DAEMON_SET)
      .write(1030, 'ds', 'delete', 'w1', DAEMON_SET)
      .write(2000, 'kubelet', 'delete', 'w1', DAEMON_SET);
    const [testimony] = hearWitness([...workloads, ...facts], log.events);
    assert.deepEqual(testimony?.differences, []);
    const { pods, created, deleted, adopted, released } = testimony;
    assert.deepEqual(
      { pods, created, deleted, adopted, released },
      {
        ...{ pods: 6, created: 6, deleted: 1, adopted: 1, released: 1 },
      },
    );
  });

  it('differs in each of the things that can be missed', () => {
    const { facts } = scenario((builder) => builder.at(1000).podChanges('d2', { deletionTimestamp: T0 }));
    const log = rngLog()
      .write(1000, 'person', 'delete', 'd1', REPLICA_SET)
      .write(1010, 'rs', 'create', 'd4', REPLICA_SET)
      .write(1020, 'gc', 'patch', 'w1');
    const testimonies = hearWitness(facts, log.events);
    const said = unknownDifferences(testimonies).map(({ pod, what, found, witnessed }) => {
      return `${pod} ${what}: ${found}, ${witnessed}`;
    });
    assert.deepEqual(said.toSorted(), [
      'd1 deleted: by nobody, action',
      'd2 deleted: cluster, by nobody',
      'd4 created: undefined, ReplicaSet',
      'w1 changes: none, orphaned by DaemonSet/rng',
    ]);
    assert.match(
      formatTestimonies(testimonies),
      /DIFFERS {2}a scenario.*\n {4}d1 \(uid-d1\) deleted: found by nobody/s,
    );
  });

  it('differs in who deleted a pod: an action of ours, or the cluster', () => {
    const { facts } = scenario((builder) =>
      builder
        .at(1000)
        .acts('a', { verb: 'delete-pods', pods: ['d1'] })
        .at(1010)
        .podChanges('d1', { deletionTimestamp: T0 })
        .at(1020)
        .podChanges('w1', { deletionTimestamp: T0 }),
    );
    const log = (byD1: 'person' | 'rs', byW1: 'person' | 'ds') =>
      rngLog().write(1010, byD1, 'delete', 'd1', REPLICA_SET).write(1020, byW1, 'delete', 'w1', DAEMON_SET).events;
    const said = (events: AuditEvent[]) =>
      hearWitness(facts, events)[0]?.differences.map(({ pod, found, witnessed }) => `${pod}: ${found}, ${witnessed}`);
    assert.deepEqual(said(log('person', 'ds')), []);
    assert.deepEqual(said(log('rs', 'person')), ['d1: action, cluster', 'w1: cluster, action']);
  });

  it('is not asked for what came too late to be seen, nor for what came after the end', () => {
    const log = rngLog()
      .write(9500, 'rs', 'delete', 'd1', REPLICA_SET)
      .write(11_000, 'person', 'delete', 'd2', REPLICA_SET);
    assert.deepEqual(hearWitness(scenario(() => {}).facts, log.events)[0]?.differences, []);
    const seen = scenario((builder) => builder.at(9600).podChanges('d1', { deletionTimestamp: T0 }));
    assert.deepEqual(hearWitness(seen.facts, log.events)[0]?.differences, []);
  });

  it('excuses, but tells, what a scenario knows that it could not see', () => {
    const gap = { kind: 'Pod', namespace: NAMESPACE, from: T0, to: T0, reason: '410' } as const;
    const { facts } = scenario((builder) => builder.at(1000).add({ type: 'watch-gap', ...gap }));
    const testimonies = hearWitness(facts, rngLog().write(1010, 'rs', 'create', 'd4', REPLICA_SET).events);
    assert.equal(testimonies[0]?.differences.length, 1);
    assert.deepEqual(unknownDifferences(testimonies), []);
    assert.ok(allHaveGaps(testimonies));
    assert.ok(!allHaveGaps(hearWitness(scenario(() => {}).facts, rngLog().events)));
  });

  it('must have been asked something', () => {
    assert.throws(() => hearWitness([], rngLog().events), /asked nothing/);
  });
});

describe('the audit log', () => {
  const pods = (log: Log) => auditedPods(log.events, NAMESPACE, T0 + 10_000);

  it('counts only what was done, in the order of resourceVersions', () => {
    const log = rngLog()
      .write(10, 'person', 'delete', 'd1', REPLICA_SET, { responseStatus: { code: 409 } })
      .write(20, 'person', 'patch', 'd2', undefined, { responseStatus: { code: 422 } })
      .write(30, 'rs', 'patch', 'd3')
      .write(25, 'rs', 'patch', 'd3', REPLICA_SET);
    assert.deepEqual([pods(log).get('uid-d1')?.deleted, pods(log).get('uid-d2')?.changes], [undefined, []]);
    const expected = [`released by ReplicaSet/rng-${HASH}`, `adopted by ReplicaSet/rng-${HASH}`];
    assert.deepEqual(pods(log).get('uid-d3')?.changes, expected);
  });

  it('knows evictions and deletions that leave no pod to answer with', () => {
    const log = rngLog()
      .write(10, 'person', 'create', 'd1', undefined, {
        objectRef: { resource: 'pods', subresource: 'eviction', namespace: NAMESPACE, name: 'd1' },
        responseObject: { kind: 'Status' },
      })
      .write(15, 'kubelet', 'delete', 'd1', REPLICA_SET)
      .write(20, 'person', 'delete', 'w1', undefined, { responseObject: { kind: 'Status' } })
      .write(25, 'gc', 'delete', 'd2', REPLICA_SET)
      .write(26, 'person', 'delete', 'd2', REPLICA_SET)
      .write(28, 'kubelet', 'delete', 'd3', REPLICA_SET)
      .write(30, 'person', 'create', 'bare');
    assert.deepEqual(
      ['uid-d1', 'uid-w1', 'uid-d2', 'uid-d3', 'uid-bare'].map((uid) => {
        const record = pods(log).get(uid);
        return [record?.created, record?.deleted, record?.changes];
      }),
      [
        ['ReplicaSet', 'action', []],
        ['DaemonSet', 'action', []],
        ['ReplicaSet', 'cluster', []],
        ['ReplicaSet', 'cluster', []],
        ['a person', undefined, []],
      ],
    );
  });
});
