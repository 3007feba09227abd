/** How the pods of a workload, or their replacement, differ from the usual. */
export interface WorkloadVariant {
  /** One that serves as agnhost's netexec does, with the same arguments. */
  readonly image?: string;
  readonly gracePeriodSeconds?: number;
  /** How long it goes on serving when asked to stop; 0 is an abrupt exit. */
  readonly drainSeconds?: number;
  readonly preStopSleepSeconds?: number;
  /** `initialDelaySeconds` of the readiness probe. */
  readonly readinessDelaySeconds?: number;
  /** `periodSeconds` of the readiness probe: 1 by default here. */
  readonly readinessPeriodSeconds?: number;
  /** `failureThreshold` of the readiness probe: 3 by default. */
  readonly readinessFailures?: number;
  /** Asks every second whether it lives, and has it restarted after three failures. */
  readonly livenessProbe?: boolean;
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
  /** For traffic to the cluster's own address; doors are NodePorts and do not feel it. */
  readonly internalTrafficPolicy?: 'Cluster' | 'Local';
  readonly publishNotReadyAddresses?: boolean;
}

/** Variants of the standard setup. */
export interface Variants {
  readonly deployment: WorkloadVariant;
  readonly daemonSet: WorkloadVariant;
  readonly service: ServiceVariant;
  /** Which of the two workloads is made, and ready, before the other is; undefined for both at once. */
  readonly first: 'deployment' | 'daemonSet' | undefined;
  /** At least so long after the first one was created the second one is; undefined for as soon as the first is ready. */
  readonly apartMs: number | undefined;
}

/** Nothing differs. */
export const USUAL: Variants = { deployment: {}, daemonSet: {}, service: {}, first: undefined, apartMs: undefined };
