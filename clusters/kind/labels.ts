/** Everything that a run makes in a container engine carries these labels, so that it can be found when the run is gone. */
export const RUN_LABEL = 'kindling.dev/run';
const CLUSTER_LABEL = 'kindling.dev/cluster';

/** The labels of a cluster's parts. kind's own are among them, so that `kind get clusters` shows what is there. */
export function clusterLabels(run: string, cluster: string): Record<string, string> {
  return { [RUN_LABEL]: run, [CLUSTER_LABEL]: cluster, 'io.x-k8s.kind.cluster': cluster };
}
