import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import type { Progress } from '../../clusters/progress.ts';
import { parseWorkload } from '../analysis/owners.ts';
import { Run } from '../run/run.ts';
import type { RunOptions } from '../run/run-options.ts';
import { Scenario } from '../scenario/scenario.ts';
import type { Rates } from '../scenario/scenario-traffic.ts';
import { setUp } from '../scenario/set-up.ts';
import type { MeterPriority } from '../timeline/facts.ts';
import type { Meter } from '../traffic/meter.ts';
import { cpuTimeMs } from './cpu-time.ts';

/** What Kindling itself costs while a scenario runs and nothing is done to the cluster. */
export interface Overhead {
  readonly meter: Pick<Meter, 'name' | 'version'> & { readonly priority: MeterPriority };
  readonly cores: number;
  readonly nodes: number;
  readonly requestsPerSecond: number;
  readonly seconds: number;
  readonly requests: number;
  /** Processor time of this process and all that it started, node containers not among them, as a share of one core, 0 to 1. */
  readonly shareOfACore: number;
  /** Of that, this process with its watches and its timeline. */
  readonly harnessShare: number;
}

/**
 * Measures it on a real cluster, with the standard setup, all watches and traffic.
 * @throws where there is no /proc, and with k6 in a container, whose time is not this host's to read.
 */
export async function measureOverhead(
  options: RunOptions,
  { rates, seconds }: { readonly rates: Rates; readonly seconds: number },
  progress: Progress,
  signal: AbortSignal,
): Promise<Overhead> {
  const folder = await mkdtemp(join(tmpdir(), 'kindling-overhead-'));
  try {
    await using run = await Run.start(options, folder, progress, signal);
    if (run.meter.contained)
      throw new Error('the time of k6 in a container cannot be read: set KINDLING_METER=probe-runner');
    const place = { name: 'overhead', feature: 'bench', rule: undefined, uri: 'bench', line: 0 };
    const scenario = await Scenario.open(run, 1, place, []);
    try {
      const [deployment, daemonSet] = [parseWorkload('deployment/rng'), parseWorkload('daemonset/rng')];
      const label = { key: 'app', value: 'rng' };
      await setUp(scenario, { deployment, replicas: 3, daemonSet, service: 'rng', label });
      await scenario.sendTraffic('rng', rates);
      progress(`Measuring for ${seconds} s`);
      const requests = () => run.timeline.facts.filter(({ type }) => type === 'probe-sample').length;
      const before = { all: await allMs(), own: process.cpuUsage(), requests: requests(), at: performance.now() };
      // The time itself is what is measured.
      await pass(seconds * 1000, undefined, { signal: AbortSignal.any([signal, scenario.traffic.broken]) });
      const lastedMs = performance.now() - before.at;
      const own = process.cpuUsage(before.own);
      const { name, version, priority } = run.meter;
      return {
        meter: { name, version, priority: priority.name },
        ...{ cores: cpus().length, nodes: run.cluster.nodes.length, seconds: lastedMs / 1000 },
        requests: requests() - before.requests,
        requestsPerSecond: rates.fresh + (rates.keepalive ?? 0),
        shareOfACore: ((await allMs()) - before.all) / lastedMs,
        harnessShare: (own.user + own.system) / 1000 / lastedMs,
      };
    } finally {
      await scenario.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function allMs(): Promise<number> {
  const ms = await cpuTimeMs(process.pid);
  if (ms === undefined) throw new Error('processor times cannot be read: there is no /proc here');
  return ms;
}
