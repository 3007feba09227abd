import type { Sample } from './samples.ts';

/** Why a request failed, as far as the facts tell. */
export type CauseKind =
  /** The generator or the machine stood still: the untouched target did not answer in time either. */
  | 'meter-starved'
  /** The node of the door, or of a pod behind it, went. */
  | 'node-gone'
  /** The Service had no endpoint that a door could send to. */
  | 'no-members'
  /** The Service had members again, but the door's kube-proxy need not have heard of them yet. */
  | 'door-behind'
  /** A door's node may have remembered, from an earlier try, a pod that was gone. */
  | 'stale-conntrack'
  /** A kept connection led to a pod that stopped. */
  | 'connection-cut'
  /** A pod stopped while the door still sent to it. */
  | 'pod-terminating'
  /** A pod restarted or failed its readiness probe while the door still sent to it. */
  | 'pod-not-ready'
  /** A pod was a member before it listened. */
  | 'pod-not-listening';

/** Why a request failed, in a word and a sentence. */
export interface Cause {
  readonly kind: CauseKind;
  /** "rng-9qzmd was terminating since 0.21s and still routed to" */
  readonly text: string;
  /** The pod that failed it, where it was one pod's. */
  readonly pod?: string;
  /** The node that failed it, where it was one node's. */
  readonly node?: string;
}

/** Looks for one kind of cause; undefined when the facts do not show it. */
export type Explain = (sample: Sample) => Cause | undefined;
