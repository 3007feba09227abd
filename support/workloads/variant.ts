/** How the pods of a workload, or their replacement, differ from the usual. */
export interface WorkloadVariant {
  readonly gracePeriodSeconds?: number;
  /** How long it goes on serving when asked to stop; 0 is an abrupt exit. */
  readonly drainSeconds?: number;
  readonly preStopSleepSeconds?: number;
  /** `initialDelaySeconds` of the readiness probe. */
  readonly readinessDelaySeconds?: number;
  readonly minReadySeconds?: number;
  /** A count, or a share such as `25%`. */
  readonly maxUnavailable?: number | string;
  readonly maxSurge?: number | string;
  readonly updateStrategy?: 'RollingUpdate' | 'Recreate' | 'OnDelete';
  /** On the pods, besides the label that is selected on. */
  readonly extraLabels?: Readonly<Record<string, string>>;
  /** How long its pods stay bound to a node that is lost; 300 s by default (admission plugin DefaultTolerationSeconds). */
  readonly lostNodeTolerationSeconds?: number;
  /** Evenly over the nodes, instead of as the scheduler likes. For a Deployment. */
  readonly spread?: boolean;
}

/** How a Service differs from the usual, as fields of its spec. */
export interface ServiceVariant {
  readonly sessionAffinity?: 'None' | 'ClientIP';
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  readonly publishNotReadyAddresses?: boolean;
}

/** Variants of the standard setup. */
export interface Variants {
  readonly deployment: WorkloadVariant;
  readonly daemonSet: WorkloadVariant;
  readonly service: ServiceVariant;
  /** Which of the two workloads is made, and ready, before the other is; undefined for both at once. */
  readonly first: 'deployment' | 'daemonSet' | undefined;
}

/** Nothing differs. */
export const USUAL: Variants = { deployment: {}, daemonSet: {}, service: {}, first: undefined };
