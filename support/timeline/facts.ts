/**
 * The vocabulary of the timeline: everything that is seen or done becomes one of these facts.
 * Facts are appended, never changed. They carry plain data only, so that analysis needs no cluster and no client library.
 */

/** Milliseconds since the Unix epoch on the harness's clock, with fractions: the one clock of the timeline. */
export type Instant = number;

/** Names one Kubernetes object for good: a name may be used again, a uid never is. */
export interface ObjectRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

/** The ownerReference with `controller: true`: at most one per object, by API validation. */
export interface ControllerRef {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** What Kindling keeps of a pod. Times inside objects are the API server's, in whole seconds. */
export interface PodState extends ObjectRef {
  readonly kind: 'Pod';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly controller: ControllerRef | undefined;
  /** `metadata.creationTimestamp`. */
  readonly createdAt: Instant;
  /** Set once deletion was asked for: the pod is terminating. `metadata.deletionTimestamp` lies in the future by the grace period. */
  readonly deletionTimestamp: Instant | undefined;
  readonly node: string | undefined;
  readonly ip: string | undefined;
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  /** `status.reason`, such as `Evicted`: why the pod is in its phase. Timelines from before it was kept lack it. */
  readonly phaseReason?: string | undefined;
  /** The condition `Ready` is True. */
  readonly ready: boolean;
  readonly restarts: number;
  readonly images: readonly string[];
}

/** What Kindling keeps of a Deployment, ReplicaSet or DaemonSet. */
export interface WorkloadState extends ObjectRef {
  readonly kind: 'Deployment' | 'ReplicaSet' | 'DaemonSet';
  readonly labels: Readonly<Record<string, string>>;
  readonly controller: ControllerRef | undefined;
  /** `spec.selector.matchLabels`. */
  readonly selector: Readonly<Record<string, string>>;
  readonly generation: number;
  readonly observedGeneration: number;
  /** Pods wanted: `spec.replicas`, of a DaemonSet `status.desiredNumberScheduled`. */
  readonly desired: number;
  /** Pods counted by the controller: `status.replicas`, of a DaemonSet `status.currentNumberScheduled`. */
  readonly current: number;
  /** `status.readyReplicas`, of a DaemonSet `status.numberReady`. */
  readonly ready: number;
  /** `status.updatedReplicas`, of a DaemonSet `status.updatedNumberScheduled`; 0 for a ReplicaSet, which has none. */
  readonly updated: number;
  readonly deletionTimestamp: Instant | undefined;
}

/** What Kindling keeps of a Service. */
export interface ServiceState extends ObjectRef {
  readonly kind: 'Service';
  readonly selector: Readonly<Record<string, string>>;
  readonly clusterIP: string | undefined;
  readonly nodePorts: readonly number[];
  /** `ClientIP`: who comes from one address is sent to one pod. Absent on timelines of before it was told, as the next. */
  readonly sessionAffinity?: string;
  /** `Local`: a node's door leads to pods on that node alone. Absent of a Service that has no doors. */
  readonly externalTrafficPolicy?: string;
}

/** One address of an EndpointSlice with its three conditions (absent `ready` and `serving` mean true, by the API's own text). */
export interface Endpoint {
  readonly addresses: readonly string[];
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly node: string | undefined;
  /** The pod behind the address, from `targetRef`. */
  readonly pod: { readonly name: string; readonly uid: string } | undefined;
}

/** What Kindling keeps of an EndpointSlice. `generation` moves only when endpoints or ports change. */
export interface EndpointSliceState extends ObjectRef {
  readonly kind: 'EndpointSlice';
  /** From the label `kubernetes.io/service-name`. */
  readonly service: string | undefined;
  readonly generation: number;
  readonly endpoints: readonly Endpoint[];
}

/** What Kindling keeps of an Event. Events are merged and dropped by their senders: colour for a reader, never a proof. */
export interface EventState extends ObjectRef {
  readonly kind: 'Event';
  readonly reason: string;
  readonly message: string;
  readonly about: { readonly kind: string; readonly name: string };
  readonly reporter: string;
}

/** What Kindling keeps of a node. It has no namespace: the field is empty. */
export interface NodeState extends ObjectRef {
  readonly kind: 'Node';
  /** The condition `Ready` is True. */
  readonly ready: boolean;
  /** `spec.unschedulable`: cordoned. */
  readonly unschedulable: boolean;
  /** As kubectl writes them: `key=value:NoExecute`. */
  readonly taints: readonly string[];
}

/** Every object that Kindling watches. */
export type ObservedObject = PodState | WorkloadState | ServiceState | EndpointSliceState | EventState | NodeState;

/** The kinds that Kindling watches. */
export type ObservedKind = ObservedObject['kind'];

interface Base {
  /** Position on the timeline: rises by one per fact and orders facts of the same instant. */
  readonly seq: number;
  /** When the harness saw or did it. */
  readonly at: Instant;
  /** The scenario it belongs to; absent for facts of the whole run. */
  readonly scenario?: string;
}

/** The machine that a run is on. Nothing in it names the machine or its users. */
export interface Host {
  /** Those that the process may use. */
  readonly cores: number;
  /** What the process may use, where its control group sets a limit; else the machine's. */
  readonly memoryBytes: number;
  /** The kernel's release, as `uname -r` prints it. */
  readonly kernel: string;
  /** System and architecture in Node's words: `linux/x64`. */
  readonly platform: string;
  /** Node's version, with its `v`. */
  readonly node: string;
}

/** First fact of a run: what is being measured, with what. */
export interface RunStarted extends Base {
  readonly type: 'run-started';
  readonly run: string;
  readonly kindling: string;
  readonly cluster: {
    readonly name: string;
    readonly kubernetesVersion: string;
    readonly nodes: readonly string[];
    /** How many of the nodes are control planes, the others being workers; absent in timelines of before it was told. */
    readonly controlPlanes?: number;
  };
  readonly engine: string;
  /** Absent in timelines of before it was told. */
  readonly host?: Host;
}

/** A scenario began, in a namespace of its own. */
export interface ScenarioStarted extends Base {
  readonly type: 'scenario-started';
  readonly scenario: string;
  readonly name: string;
  readonly feature: string;
  readonly rule: string | undefined;
  readonly uri: string;
  readonly line: number;
  readonly namespace: string;
}

/** passed; failed: the claim is false; invalid: the instrument was blind; broken: cluster or tool failed. */
export type Verdict = 'passed' | 'failed' | 'invalid' | 'broken';

/** A scenario ended, with its verdict and, unless it passed, the reason in a sentence. */
export interface ScenarioFinished extends Base {
  readonly type: 'scenario-finished';
  readonly scenario: string;
  readonly verdict: Verdict;
  readonly reason: string | undefined;
}

/** A step began. */
export interface StepStarted extends Base {
  readonly type: 'step-started';
  readonly step: string;
  readonly text: string;
}

/** A step ended. */
export interface StepFinished extends Base {
  readonly type: 'step-finished';
  readonly step: string;
  readonly status: string;
}

/** Kindling is about to ask the API server for a change. */
export interface ActionAsked extends Base {
  readonly type: 'action-asked';
  /** Unique in the run; ties the acknowledgement to it. */
  readonly action: string;
  /** What is done, as a verb of support/act: `delete-pods`, `label-pods`, … */
  readonly verb: string;
  /** The same for people, in the past tense: "removed label app from rng-9qzmd". */
  readonly summary: string;
  readonly subjects: readonly ObjectRef[];
}

/** The API server has answered the action. */
export interface ActionAcknowledged extends Base {
  readonly type: 'action-acknowledged';
  readonly action: string;
  /** False when the server accepted it but no subject's resourceVersion moved: nothing was done. */
  readonly changed: boolean;
  readonly resourceVersions: readonly string[];
}

/** The action that follows is not what its scenario takes it for: a run under sabotage proves that claims can fail. */
export interface ActionSabotaged extends Base {
  readonly type: 'action-sabotaged';
  readonly how: string;
}

/** The API server reported a state of an object. */
export interface ObjectSeen extends Base {
  readonly type: 'object-seen';
  /** `LISTED`: part of the list that a watch started from, so its history before that is unknown. */
  readonly change: 'LISTED' | 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resourceVersion: string;
  readonly object: ObservedObject;
}

/** A watch runs and sees everything after this resourceVersion. */
export interface WatchOpened extends Base {
  readonly type: 'watch-opened';
  readonly kind: ObservedKind;
  readonly namespace: string;
  readonly resourceVersion: string;
}

/** A watch could not go on from its last resourceVersion (410 Gone): changes of this span may be missing. */
export interface WatchGap extends Base {
  readonly type: 'watch-gap';
  readonly kind: ObservedKind;
  readonly namespace: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly reason: string;
}

/** A watch connection ended and was opened again from the last resourceVersion: nothing is missing, but facts came late. */
export interface WatchReconnected extends Base {
  readonly type: 'watch-reconnected';
  readonly kind: ObservedKind;
  readonly namespace: string;
  /** When the last byte had come over the old connection. */
  readonly from: Instant;
  readonly reason: string;
}

/**
 * `fresh`: a new connection per request. `keepalive`: connections are kept and used again. `control`: to an untouched target.
 * `udp`: datagrams over flows that are kept, each from a port of its own.
 */
export type StreamName = 'fresh' | 'keepalive' | 'control' | 'udp';

/**
 * How a request ended. Everything but `ok` is a failure. `stalled`: a connection stood, and no whole answer came in time. `timeout`:
 * no connection came to stand in time, or nothing came back over UDP, which has none; timelines of before `stalled` was told apart
 * say it of both.
 */
export type ProbeOutcome =
  | 'ok'
  | 'refused'
  | 'reset'
  | 'closed'
  | 'stalled'
  | 'timeout'
  | 'unreachable'
  | 'http-status'
  | 'other';

/** How the kernel prefers the meter's processes: `real-time` before everything else, `raised` by a high nice value. */
export type MeterPriority = 'real-time' | 'raised' | 'normal';

/** How exactly a meter measured outages that were known, when it was last calibrated on this host. */
export interface Calibration {
  readonly meter: { readonly name: 'k6' | 'probe-runner'; readonly version: string };
  readonly calibratedAt: Instant;
  /** Absent in calibrations of before it was known. */
  readonly priority?: MeterPriority | undefined;
  readonly cores: number;
  /** Of each stream. */
  readonly ratePerSecond: number;
  readonly outages: number;
  readonly found: number;
  /** Not found though longer than two sampling periods. */
  readonly missed: number;
  readonly falseAlarms: number;
  /** Time of it without any outage. */
  readonly quietMs: number;
  /** The error of an outage's length that 95 % did not exceed, in ms; undefined when none was found. Of all endpoints … */
  readonly errorP95Ms: number | undefined;
  /** … and of one endpoint of three, whose door is knocked at more seldom. */
  readonly oneEndpointErrorP95Ms: number | undefined;
  readonly lateP99Ms: number;
  readonly cpuMsPerRequest: number | undefined;
}

/**
 * The calibration of a meter of this run; absent when it was never calibrated. With k6 there is one of the probe runner,
 * too: it measures UDP.
 */
export interface MeterCalibrated extends Base {
  readonly type: 'meter-calibrated';
  readonly calibration: Calibration;
}

/** Traffic began. */
export interface TrafficStarted extends Base {
  readonly type: 'traffic-started';
  readonly meter: { readonly name: 'k6' | 'probe-runner'; readonly version: string };
  /** Of the generator and the untouched target; absent in timelines of before it was told. */
  readonly priority?: MeterPriority;
  /** The user's own script that sends it; its streams are not known beforehand. */
  readonly script?: string;
  readonly streams: readonly { readonly stream: StreamName; readonly ratePerSecond: number }[];
  readonly doors: readonly { readonly node: string; readonly url: string }[];
  readonly timeoutMs: number;
}

/**
 * Traffic is known to flow: every member of the Service has answered, through every door. What failed before was no
 * disruption but a Service that was not reachable yet.
 */
export interface TrafficFlows extends Base {
  readonly type: 'traffic-flows';
  readonly service: string;
}

/** One request of a client. */
export interface ProbeSample extends Base {
  readonly type: 'probe-sample';
  readonly stream: StreamName;
  /** Number of the request within its stream, from 0 without gaps. */
  readonly request: number;
  /** When it was sent; `at` is when it had ended. */
  readonly startedAt: Instant;
  /**
   * How much later than planned it was sent, in ms: the generator's own fault, not the Service's. Below −50 only where the generator's
   * clock was set back under way, for nothing is sent before its time.
   */
  readonly lateMs: number;
  /** From sending to the whole answer or the failure, in ms. */
  readonly durationMs: number;
  readonly outcome: ProbeOutcome;
  /** HTTP status, 0 without an answer and over UDP. */
  readonly status: number;
  /** k6's error code (https://grafana.com/docs/k6/latest/javascript-api/error-codes/), 0 for none. */
  readonly errorCode: number;
  /** The pod that answered, by its own word; undefined when none did. */
  readonly pod: string | undefined;
  /** The node whose door was knocked at. */
  readonly door: string;
  /** Over UDP: whether the flow was there before. */
  readonly connection: 'new' | 'reused' | 'none';
  /** Over UDP: number of the flow among those of its door, from 0. Of `keepalive`: of the virtual user, each of which keeps one connection. */
  readonly flow?: number;
}

/** Traffic ended; every request sent before `at` has left its sample. */
export interface TrafficStopped extends Base {
  readonly type: 'traffic-stopped';
  readonly requests: number;
  /** Requests that were due and never sent. More than none makes the instrument blind. */
  readonly dropped: number;
  /** Largest and 99th percentile of `lateMs`. */
  readonly lateMaxMs: number;
  readonly lateP99Ms: number;
}

/** A threshold of a user's script. */
export interface ScriptThreshold {
  /** The metric, with the tags that it is restricted to: `http_req_duration{stream:fresh}`. */
  readonly on: string;
  readonly expression: string;
  readonly holds: boolean;
}

/** A check of a user's script, and how often it was asked. */
export interface ScriptCheck {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
}

/** A user's own script has run to its end. */
export interface ScriptFinished extends Base {
  readonly type: 'script-finished';
  readonly script: string;
  /** k6's (https://grafana.com/docs/k6/latest/misc/glossary/#exit-code): 99 for crossed thresholds. */
  readonly exitCode: number;
  readonly thresholds: readonly ScriptThreshold[];
  readonly checks: readonly ScriptCheck[];
  /** What iterations threw, which k6 counts as complete all the same. */
  readonly exceptions: readonly string[];
}

/** Any fact. */
export type Fact =
  | RunStarted
  | ScenarioStarted
  | ScenarioFinished
  | StepStarted
  | StepFinished
  | ActionAsked
  | ActionAcknowledged
  | ActionSabotaged
  | ObjectSeen
  | WatchOpened
  | WatchGap
  | WatchReconnected
  | MeterCalibrated
  | TrafficStarted
  | TrafficFlows
  | ProbeSample
  | TrafficStopped
  | ScriptFinished;

/** A fact of one type. */
export type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;

/** A fact before the recorder stamped it: `seq` always comes from the recorder, `at` when the caller has no better. */
export type NewFact = Fact extends infer F
  ? F extends Fact
    ? Omit<F, 'seq' | 'at'> & { readonly at?: Instant }
    : never
  : never;
