import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readVariants } from './read-variants.ts';
import { standardSetup } from './standard-setup.ts';
import type { WorkloadVariant } from './variant.ts';

const names = { deployment: 'deployment/rng', daemonSet: 'daemonset/rng' };

describe('settings of the standard setup', () => {
  it('are for both workloads, or for one of them', () => {
    const variants = readVariants(
      [
        ['readiness delay', '5s'],
        ['drain', 'none'],
        ['lost node toleration of deployment/rng', '5s'],
        ['maxSurge of daemonset/rng', '1'],
        ['maxUnavailable of deployment/rng', '25%'],
        ['extra labels', 'active=yes, colour=blue'],
        ['publish not ready addresses', 'yes'],
        ['external traffic policy', 'Local'],
        ['internal traffic policy', 'Local'],
        ['created first', 'daemonset/rng'],
        ['created apart', '5s'],
        ['image of deployment/rng', 'example.org/web:1'],
        ['readiness period of deployment/rng', '2s'],
        ['readiness failures of deployment/rng', '1'],
        ['liveness probe of daemonset/rng', 'yes'],
      ],
      names,
    );
    const both = { readinessDelaySeconds: 5, drainSeconds: 0, extraLabels: { active: 'yes', colour: 'blue' } };
    assert.deepEqual(variants, {
      deployment: {
        ...{ ...both, maxUnavailable: '25%', lostNodeTolerationSeconds: 5 },
        ...{ image: 'example.org/web:1', readinessPeriodSeconds: 2, readinessFailures: 1 },
      },
      daemonSet: { ...both, maxSurge: 1, livenessProbe: true },
      service: { publishNotReadyAddresses: true, externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local' },
      first: 'daemonSet',
      apartMs: 5000,
    });
  });

  it('say what is valid when they are not', () => {
    const refused = (rows: string[][], message: RegExp) => assert.throws(() => readVariants(rows, names), message);
    refused(
      [['readyness delay', '5s']],
      /no setting "readyness delay": choose one of "image", .*"created first", "created apart"/,
    );
    refused([['created apart', '5s']], /"created apart" needs "created first"/);
    refused([['image', 'two words']], /write a reference such as/);
    refused([['grace period', 'long']], /"long" is no value of the setting "grace period": write whole seconds/);
    refused([['grace period', '1.5s']], /write whole seconds/);
    refused([['update strategy', 'Rolling']], /write RollingUpdate, Recreate or OnDelete/);
    refused([['spread over nodes', 'yes']], /write evenly/);
    refused([['extra labels', 'blue']], /write labels such as/);
    refused([['publish not ready addresses', 'maybe']], /write yes or no/);
    refused([['drain of statefulset/rng', '3s']], /"statefulset\/rng" is not among the workloads.*daemonset\/rng/);
    refused([['internal traffic policy', 'Node']], /write Cluster or Local/);
    refused([['created first', 'rng']], /write deployment\/rng or daemonset\/rng/);
    refused([['drain']], /two cells/);
    refused(
      [['session affinity of daemonset/rng', 'ClientIP']],
      /"session affinity" is not that of one workload: leave/,
    );
    refused([['created first of nonsense', 'daemonset/rng']], /leave out "of nonsense"/);
    refused([['spread over nodes of daemonset/rng', 'evenly']], /is for a Deployment/);
    const recreate = ['update strategy of deployment/rng', 'Recreate'];
    refused(
      [recreate, ['maxSurge', '1']],
      /^Error: deployment\/rng has the update strategy Recreate, which knows neither/,
    );
    assert.equal(readVariants([recreate, ['maxSurge of daemonset/rng', '1']], names).daemonSet.maxSurge, 1);
    const { deployment, daemonSet } = readVariants([['spread over nodes', 'evenly']], names);
    assert.deepEqual([deployment, daemonSet], [{ spread: true }, {}]);
  });

  it('come to stand in the manifests', () => {
    const { deployment, daemonSet, service } = standardSetup({
      namespace: 'n',
      label: { key: 'app', value: 'rng' },
      deployment: {
        name: 'rng',
        replicas: 2,
        variant: { updateStrategy: 'Recreate', minReadySeconds: 9, spread: true },
      },
      daemonSet: { name: 'rng', variant: { maxSurge: 1, preStopSleepSeconds: 2, extraLabels: { active: 'yes' } } },
      service: {
        name: 'rng',
        nodePort: 30080,
        variant: { sessionAffinity: 'ClientIP', internalTrafficPolicy: 'Local' },
      },
    });
    const spec = (object: object) => (object as { spec: Record<string, unknown> }).spec;
    assert.deepEqual(spec(deployment)['strategy'], { type: 'Recreate' });
    assert.equal(spec(deployment)['minReadySeconds'], 9);
    assert.match(JSON.stringify(deployment), /"nodeTaintsPolicy":"Honor"/);
    assert.deepEqual(
      spec(daemonSet)['updateStrategy'],
      { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      'a DaemonSet may have one of the two alone',
    );
    assert.match(JSON.stringify(daemonSet), /"preStop":{"sleep":{"seconds":2}}/);
    assert.match(JSON.stringify(daemonSet), /"labels":{"active":"yes","app":"rng"}/);
    assert.equal(spec(service)['sessionAffinity'], 'ClientIP');
    assert.equal(spec(service)['internalTrafficPolicy'], 'Local');
  });

  it('cannot name the label that is selected on', () => {
    const setup = (variant: WorkloadVariant) => () =>
      standardSetup({
        namespace: 'n',
        label: { key: 'app', value: 'rng' },
        deployment: { name: 'rng', replicas: 2 },
        daemonSet: { name: 'rng', variant },
        service: { name: 'rng', nodePort: 30080 },
      });
    assert.throws(
      setup({ extraLabels: { app: 'web' } }),
      /^Error: extra labels cannot name app: all three select on app=rng/,
    );
    assert.doesNotThrow(setup({ extraLabels: { tier: 'web' } }));
  });

  it('leave both templates equal when there are none: then both controllers compute the same hash', () => {
    const { deployment, daemonSet } = standardSetup({
      namespace: 'n',
      label: { key: 'app', value: 'rng' },
      deployment: { name: 'rng', replicas: 2 },
      daemonSet: { name: 'rng' },
      service: { name: 'rng', nodePort: 30080 },
    });
    const template = (object: object) => (object as { spec: { template: unknown } }).spec.template;
    assert.deepEqual(template(deployment), template(daemonSet));
  });
});
