import type { PodState } from '../timeline/facts.ts';

/** The phases of a pod (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase). */
const PHASES = ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'] as const satisfies readonly PodState['phase'][];

/** Reads the phase of a pod as Kubernetes writes it. @throws with all that there are. */
export function parsePhase(text: string): PodState['phase'] {
  const found = PHASES.find((phase) => phase === text);
  if (found === undefined) throw new Error(`"${text}" is no phase of a pod: write one of ${PHASES.join(', ')}`);
  return found;
}
