import { parseDuration } from '../duration.ts';
import { parseLabels } from '../labels.ts';
import type { ServiceVariant, Variants, WorkloadVariant } from './variant.ts';

type Read<T> = { [K in keyof Required<T>]: readonly [setting: string, read: (value: string) => T[K], valid: string] };

const WORKLOAD: Read<WorkloadVariant> = {
  image: ['image', imageReference, 'a reference such as registry.k8s.io/e2e-test-images/agnhost:2.63.0'],
  gracePeriodSeconds: ['grace period', seconds, 'whole seconds such as 10s'],
  drainSeconds: ['drain', (value) => (value === 'none' ? 0 : seconds(value)), 'whole seconds such as 3s, or none'],
  preStopSleepSeconds: ['preStop sleep', seconds, 'whole seconds such as 3s'],
  readinessDelaySeconds: ['readiness delay', seconds, 'whole seconds such as 5s'],
  readinessPeriodSeconds: ['readiness period', seconds, 'whole seconds such as 5s'],
  readinessFailures: ['readiness failures', whole, 'a whole number'],
  livenessProbe: ['liveness probe', (value) => oneOf('yes', 'no')(value) === 'yes', 'yes or no'],
  minReadySeconds: ['minReadySeconds', whole, 'a whole number'],
  maxUnavailable: ['maxUnavailable', share, 'a whole number or a share such as 25%'],
  maxSurge: ['maxSurge', share, 'a whole number or a share such as 25%'],
  updateStrategy: [
    'update strategy',
    oneOf('RollingUpdate', 'Recreate', 'OnDelete'),
    'RollingUpdate, Recreate or OnDelete',
  ],
  extraLabels: ['extra labels', parseLabels, 'labels such as active=yes,colour=blue'],
  lostNodeTolerationSeconds: ['lost node toleration', seconds, 'whole seconds such as 5s'],
  spread: ['spread over nodes', (value) => oneOf('evenly')(value) && true, 'evenly'],
};

const SERVICE: Read<ServiceVariant> = {
  sessionAffinity: ['session affinity', oneOf('None', 'ClientIP'), 'None or ClientIP'],
  externalTrafficPolicy: ['external traffic policy', oneOf('Cluster', 'Local'), 'Cluster or Local'],
  internalTrafficPolicy: ['internal traffic policy', oneOf('Cluster', 'Local'), 'Cluster or Local'],
  publishNotReadyAddresses: [
    'publish not ready addresses',
    (value) => oneOf('yes', 'no')(value) && value === 'yes',
    'yes or no',
  ],
};

const FIRST = 'created first';
const APART = 'created apart';

/** The names in the step that the table belongs to: `deployment/rng`. */
export interface SetupNames {
  readonly deployment: string;
  readonly daemonSet: string;
}

/**
 * Reads a table of settings: `| grace period | 10s |` for both workloads, `| grace period of daemonset/rng | 10s |` for one.
 * @param rows two cells each.
 * @throws for a setting, workload or value that is none, with all that are.
 */
export function readVariants(rows: readonly (readonly string[])[], names: SetupNames): Variants {
  const order: { -readonly [K in 'first' | 'apartMs']: Variants[K] } = { first: undefined, apartMs: undefined };
  const variants: Pick<Variants, 'deployment' | 'daemonSet' | 'service'> = {
    deployment: {},
    daemonSet: {},
    service: {},
  };
  for (const row of rows) {
    const [text = '', value = ''] = row;
    if (row.length !== 2) throw new Error(`a row of settings has two cells, setting and value, not ${row.length}`);
    const [, setting = text, of] = /^(.+?) of (\S+)$/.exec(text) ?? [];
    if (of !== undefined && (setting === FIRST || setting === APART || isIn(SERVICE, setting)))
      throw new Error(`the setting "${setting}" is not that of one workload: leave out "of ${of}"`);
    if (setting === FIRST) order.first = firstOf(value, names);
    else if (setting === APART) order.apartMs = parseDuration(value);
    else if (isIn(SERVICE, setting)) Object.assign(variants.service, read(SERVICE, setting, value));
    else {
      const change = read(WORKLOAD, setting, value);
      const { spread, ...others } = change;
      if (spread !== undefined && of === names.daemonSet)
        throw new Error(`the setting "${setting}" is for a Deployment: a DaemonSet has one pod on each node`);
      if (of === undefined || of === names.deployment) Object.assign(variants.deployment, change);
      if (of === undefined || of === names.daemonSet) Object.assign(variants.daemonSet, others);
      if (of !== undefined && of !== names.deployment && of !== names.daemonSet) throw unknownWorkload(of, names);
    }
  }
  if (order.apartMs !== undefined && order.first === undefined)
    throw new Error(`"${APART}" needs "${FIRST}": which of the two comes first?`);
  demandRollingUpdate(names.deployment, variants.deployment);
  demandRollingUpdate(names.daemonSet, variants.daemonSet);
  return { ...variants, ...order };
}

/** The other strategies have no such numbers (`rollingUpdate` is for `type: RollingUpdate` alone). */
function demandRollingUpdate(workload: string, { updateStrategy, maxSurge, maxUnavailable }: WorkloadVariant): void {
  if (updateStrategy === undefined || updateStrategy === 'RollingUpdate') return;
  if (maxSurge === undefined && maxUnavailable === undefined) return;
  throw new Error(
    `${workload} has the update strategy ${updateStrategy}, which knows neither maxSurge nor maxUnavailable: leave those out`,
  );
}

function imageReference(value: string): string {
  if (!/^[\w.:/@-]+$/.test(value)) throw new Error(`"${value}" is no image reference`);
  return value;
}

function read<T extends object>(settings: Read<T>, name: string, value: string): Partial<T> {
  const found = entriesOf(settings).find(([, [setting]]) => setting === name);
  if (found === undefined) {
    const all = [...entriesOf(WORKLOAD), ...entriesOf(SERVICE)].map(([, [setting]]) => `"${setting}"`);
    throw new Error(`there is no setting "${name}": choose one of ${[...all, `"${FIRST}"`, `"${APART}"`].join(', ')}`);
  }
  const [field, [, convert, valid]] = found;
  try {
    return { [field]: convert(value) } as Partial<T>;
  } catch (cause) {
    throw new Error(`"${value}" is no value of the setting "${name}": write ${valid}`, { cause });
  }
}

type Entry = readonly [string, readonly [string, (value: string) => unknown, string]];

function entriesOf(settings: object): readonly Entry[] {
  return Object.entries(settings);
}

function isIn(settings: object, name: string): boolean {
  return entriesOf(settings).some(([, [setting]]) => setting === name);
}

function firstOf(value: string, names: SetupNames): Variants['first'] {
  if (value === names.deployment) return 'deployment';
  if (value === names.daemonSet) return 'daemonSet';
  throw unknownWorkload(value, names);
}

function unknownWorkload(name: string, { deployment, daemonSet }: SetupNames): Error {
  return new Error(`"${name}" is not among the workloads of this step: write ${deployment} or ${daemonSet}`);
}

function seconds(value: string): number {
  return whole(String(parseDuration(value) / 1000));
}

function whole(value: string): number {
  const count = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(count)) throw new Error(`"${value}" is no whole number`);
  return count;
}

function share(value: string): number | string {
  return /^\d+%$/.test(value) ? value : whole(value);
}

function oneOf<T extends string>(...words: readonly T[]): (value: string) => T {
  return (value) => {
    const found = words.find((word) => word === value);
    if (found === undefined) throw new Error(`"${value}" is none of ${words.join(', ')}`);
    return found;
  };
}
