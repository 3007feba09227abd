import type { ControllerRef, Instant, PodState } from '../timeline/facts.ts';
import { goneAt, type History, momentsOf } from './histories.ts';
import { type Interval, type Run, runsOf } from './intervals.ts';
import { type Owners, sameWorkload, type WorkloadName } from './owners.ts';
import { type Labels, unmatchedKeys } from './selectors.ts';

/** A span in which a pod belonged to one workload, or to none. */
export interface OwnerInterval extends Interval {
  readonly controller: ControllerRef | undefined;
  readonly workload: WorkloadName | undefined;
}

/**
 * A change of a pod's controller reference.
 *
 * - `released`: the owner's selector no longer matched, so it took its reference off.
 * - `orphaned`: the reference went although the selector matched, or is not known: the garbage collector after
 *   `--cascade=orphan`, or a person.
 * - `adopted`: a controller that selects the pod put its reference on.
 *
 * The rule is ClaimObject in pkg/controller/controller_ref_manager.go. No Kubernetes Event tells of any of them: the
 * reference on the pod is the only proof.
 */
export interface OwnerTransition {
  readonly kind: 'released' | 'orphaned' | 'adopted';
  readonly at: Instant;
  readonly controller: ControllerRef;
  readonly workload: WorkloadName | undefined;
  /** Of a release: the part of the owner's selector that no longer matched, `app=rng`. */
  readonly unmatched: Labels;
}

/** Who owned the pod when. A ReplicaSet that changes hands splits the span of its pods. */
export function ownerIntervalsOf(history: History<PodState>, owners: Owners): OwnerInterval[] {
  const end = goneAt(history);
  const moments = controllerRuns(history).flatMap((run) => {
    const inside = owners.changesOf(run.value).filter((at) => at > run.from && (run.to === undefined || at < run.to));
    return [run.from, ...inside].map((at) => {
      return { at, value: { controller: run.value, workload: owners.workloadOf(run.value, at) } };
    });
  });
  const runs = runsOf(moments, end, (a, b) => {
    return a.controller?.uid === b.controller?.uid && sameWorkload(a.workload, b.workload);
  });
  return runs.map(({ from, to, value }) => ({ from, to, ...value }));
}

/** What happened to the pod's controller reference, in order of time. */
export function ownerTransitionsOf(
  history: History<PodState>,
  owners: Owners,
  selectors: ReadonlyMap<string, Labels>,
): OwnerTransition[] {
  const runs = controllerRuns(history);
  return runs.slice(1).flatMap((run, index) => {
    const changes: OwnerTransition[] = [];
    const lost = runs[index]?.value;
    if (lost !== undefined) changes.push(lossOf(history, lost, run.from, owners, selectors.get(lost.uid)));
    if (run.value !== undefined) {
      const workload = owners.workloadOf(run.value, run.from);
      changes.push({ kind: 'adopted', at: run.from, controller: run.value, workload, unmatched: {} });
    }
    return changes;
  });
}

function lossOf(
  history: History<PodState>,
  controller: ControllerRef,
  at: Instant,
  owners: Owners,
  selector: Labels = {},
): OwnerTransition {
  const labels = history.findLast((sighting) => sighting.at <= at)?.state.labels ?? {};
  const keys = unmatchedKeys(selector, labels);
  const unmatched = Object.fromEntries(keys.map((key) => [key, selector[key] ?? '']));
  const kind = keys.length > 0 ? 'released' : 'orphaned';
  return { kind, at, controller, workload: owners.workloadOf(controller, at), unmatched };
}

function controllerRuns(history: History<PodState>): Run<ControllerRef | undefined>[] {
  return runsOf(
    momentsOf(history, (pod) => pod.controller),
    goneAt(history),
    (a, b) => a?.uid === b?.uid,
  );
}
