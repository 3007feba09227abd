import type { CauseCount } from '../analysis/causes.ts';
import { overheadOf, type ScenarioTimes } from '../analysis/overhead.ts';
import type { Propagation } from '../analysis/propagation.ts';
import type { Calibration, Host } from '../timeline/facts.ts';
import type { RunReport } from './model.ts';
import type {
  GhostReport,
  MeterReport,
  OwnerCount,
  ScriptReport,
  ServiceMembers,
  StreamReport,
} from './scenario-report.ts';

/**
 * A run for other programs, by the JSON Schema in summary.schema.json. Fields are added within a version; a field that changes its meaning or goes raises it.
 * Version 2 tells `stalled` apart from `timeout`. Instants are ISO 8601, spans are named by their unit.
 */
export interface RunSummary {
  readonly version: 2;
  readonly run: string | undefined;
  readonly kindling: string | undefined;
  readonly kubernetesVersion: string | undefined;
  readonly cluster: string | undefined;
  readonly nodes: readonly string[];
  /** How many of `nodes` are control planes, the others being workers; absent when the timeline does not tell. */
  readonly controlPlanes?: number | undefined;
  readonly engine: string | undefined;
  /** Absent when the timeline does not tell. */
  readonly host?: Host | undefined;
  /** Of the meter that it names, the run's own before another. Absent when none was ever calibrated on the host. */
  readonly calibration: Calibration | undefined;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly totals: RunReport['totals'];
  readonly scenarios: readonly {
    readonly id: string;
    readonly name: string;
    readonly feature: string;
    readonly rule: string | undefined;
    readonly uri: string;
    readonly line: number;
    readonly verdict: string;
    readonly reason: string | undefined;
    readonly startedAt: string;
    readonly finishedAt: string;
    readonly seconds: number;
    /** Of `seconds`, what is not its claims; absent when it did not get to its end. */
    readonly overhead: ScenarioTimes | undefined;
    readonly recreated: readonly OwnerCount[];
    readonly members: readonly ServiceMembers[];
    readonly streams: readonly StreamReport[];
    readonly ghosts: readonly GhostSummary[];
    readonly script: ScriptReport | undefined;
    readonly propagations: readonly PropagationSummary[];
    readonly causes: readonly CauseCount[];
    readonly unexplainedShare: number;
    readonly meter: MeterReport | undefined;
  }[];
}

/** Summaries of before it was told lack when it began. */
type GhostSummary = Omit<GhostReport, 'fromMs'> & Partial<Pick<GhostReport, 'fromMs'>>;

/** How a pod left a Service, in ms since its action was asked for. */
interface PropagationSummary {
  readonly action: string;
  readonly pod: string;
  readonly acknowledgedMs: number | undefined;
  readonly endpointSliceMs: number;
  /** The last answer to a new connection; absent where none came after the action. */
  readonly lastAnswers: readonly { readonly door: string; readonly sentMs: number | undefined }[];
}

function propagationSummary({
  summary,
  pod,
  askedAt,
  acknowledgedAt,
  leftAt,
  lastAnswers,
}: Propagation): PropagationSummary {
  const since = (at: number | undefined) => at && at - askedAt;
  return {
    ...{ action: summary, pod: pod.name },
    ...{ acknowledgedMs: since(acknowledgedAt), endpointSliceMs: leftAt - askedAt },
    lastAnswers: lastAnswers.map(({ door, sentAt }) => ({ door, sentMs: since(sentAt) })),
  };
}

/** The run as a versioned object. */
export function summaryOf(report: RunReport): RunSummary {
  const { run, totals } = report;
  return {
    version: 2,
    run: run?.run,
    kindling: run?.kindling,
    kubernetesVersion: run?.cluster.kubernetesVersion,
    cluster: run?.cluster.name,
    nodes: run?.cluster.nodes ?? [],
    controlPlanes: run?.cluster.controlPlanes,
    engine: run?.engine,
    host: run?.host,
    calibration: report.calibrations[0],
    startedAt: new Date(report.startedAt).toISOString(),
    finishedAt: new Date(report.finishedAt).toISOString(),
    totals,
    scenarios: report.scenarios.map(({ facts, failed: _, startedAt, finishedAt, propagations, ...rest }) => ({
      ...rest,
      overhead: overheadOf(facts),
      propagations: propagations.map(propagationSummary),
      startedAt: new Date(startedAt).toISOString(),
      finishedAt: new Date(finishedAt).toISOString(),
    })),
  };
}

/** The run as JSON text. */
export function formatSummary(report: RunReport): string {
  return `${JSON.stringify(summaryOf(report), undefined, 2)}\n`;
}
