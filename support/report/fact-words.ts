import { formatLabels } from '../analysis/selectors.ts';
import type { Calibration, Fact, ObservedObject } from '../timeline/facts.ts';

/** A fact in words, for the list that readers search. */
export interface FactWords {
  /** Its type, of an object also the kind of change. */
  readonly what: string;
  /** What it speaks of, may be empty. */
  readonly object: string;
  readonly detail: string;
}

/** Says what a fact says. Nothing is interpreted: that is the story's part. */
export function wordsOf(fact: Fact): FactWords {
  const words = (object: string, detail: string): FactWords => ({ what: fact.type, object, detail });
  switch (fact.type) {
    case 'run-started':
      return words(fact.run, `Kubernetes ${fact.cluster.kubernetesVersion} on ${fact.engine}`);
    case 'scenario-started':
      return words(fact.name, `namespace ${fact.namespace}`);
    case 'scenario-finished':
      return words('', [fact.verdict, fact.reason].filter((part) => part !== undefined).join(': '));
    case 'step-started':
      return words('', fact.text);
    case 'step-finished':
      return words('', fact.status);
    case 'action-asked':
      return words(fact.subjects.map(({ name }) => name).join(', '), `${fact.verb}: ${fact.summary}`);
    case 'action-acknowledged':
      return words('', fact.changed ? 'changed' : 'nothing was changed');
    case 'action-sabotaged':
      return words('', fact.how);
    case 'object-seen': {
      const what = `${fact.change.toLowerCase()} ${fact.object.kind}`;
      return { what, object: fact.object.name, detail: stateOf(fact.object) };
    }
    case 'watch-opened':
      return words(fact.kind, `from resourceVersion ${fact.resourceVersion}`);
    case 'watch-gap':
    case 'watch-reconnected':
      return words(fact.kind, fact.reason);
    case 'meter-calibrated':
      return words(
        `${fact.calibration.meter.name} ${fact.calibration.meter.version}`,
        calibrationWords(fact.calibration),
      );
    case 'traffic-started':
      if (fact.script !== undefined) return words('', `from script ${fact.script}`);
      return words('', fact.streams.map(({ stream, ratePerSecond }) => `${stream} ${ratePerSecond}/s`).join(', '));
    case 'traffic-flows':
      return words(fact.service, 'every member has answered, through every door');
    case 'probe-sample':
      return words(
        fact.pod ?? '',
        `${fact.stream} ${fact.outcome} in ${fact.durationMs.toFixed(1)} ms by ${fact.door}`,
      );
    case 'traffic-stopped':
      return words('', `${fact.requests} requests, ${fact.dropped} left out, late p99 ${fact.lateP99Ms.toFixed(1)} ms`);
    case 'script-finished': {
      const crossed = fact.thresholds.filter(({ holds }) => !holds).length;
      const failed = fact.checks.filter(({ failed }) => failed > 0).length;
      const detail = `exit code ${fact.exitCode}, ${crossed} of ${fact.thresholds.length} thresholds crossed, ${failed} of ${fact.checks.length} checks failed`;
      return words(fact.script, detail);
    }
  }
}

/** The error bar in a sentence: what a reader needs to doubt or believe the lengths of outages. */
export function calibrationWords(calibration: Calibration): string {
  const { priority, errorP95Ms, outages, missed, falseAlarms, ratePerSecond, calibratedAt } = calibration;
  const error =
    errorP95Ms === undefined ? 'no outage was found' : `outage lengths within ±${errorP95Ms.toFixed(0)} ms (95 %)`;
  const day = new Date(calibratedAt).toISOString().slice(0, 10);
  return `calibrated ${day} at ${ratePerSecond} requests/s${priority === undefined ? '' : ` and ${priority} priority`} on ${outages} known outages: ${error}, ${missed} missed, ${falseAlarms} false alarms`;
}

function stateOf(object: ObservedObject): string {
  switch (object.kind) {
    case 'Pod': {
      const { phase, ready, deletionTimestamp, controller, node, labels } = object;
      const owner = controller === undefined ? 'no controller' : `of ${controller.kind} ${controller.name}`;
      const state = [phase, ready ? 'ready' : 'not ready', deletionTimestamp === undefined ? '' : 'terminating'];
      return [...state, node === undefined ? '' : `on ${node}`, owner, formatLabels(labels)].filter(Boolean).join(', ');
    }
    case 'Service':
      return `selects ${formatLabels(object.selector)}`;
    case 'EndpointSlice': {
      const ready = object.endpoints
        .filter((endpoint) => endpoint.ready)
        .map(({ pod, addresses }) => pod?.name ?? addresses[0]);
      return `${ready.length} ready of ${object.endpoints.length}: ${ready.join(', ')}`;
    }
    case 'Node': {
      const state = [
        object.ready ? 'ready' : 'not ready',
        object.unschedulable ? 'unschedulable' : '',
        ...object.taints,
      ];
      return state.filter(Boolean).join(', ');
    }
    case 'Event':
      return `${object.reason} about ${object.about.kind} ${object.about.name}: ${object.message}`;
    case 'Deployment':
    case 'ReplicaSet':
    case 'DaemonSet':
      return `${object.ready} of ${object.desired} ready, ${object.updated} updated, generation ${object.generation}`;
  }
}
