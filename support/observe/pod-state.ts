import type { RawObject } from '../kubernetes/raw-object.ts';
import type { PodState } from '../timeline/facts.ts';
import { controllerOf, instant, refOf } from './object-ref.ts';

interface Pod {
  readonly spec?: { readonly nodeName?: string; readonly containers?: readonly { readonly image?: string }[] };
  readonly status?: {
    readonly phase?: PodState['phase'];
    readonly reason?: string;
    readonly podIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly { readonly restartCount?: number }[];
  };
}

/** What Kindling keeps of a pod. */
export function podState(raw: RawObject): PodState {
  const { spec, status } = raw as Pod;
  const { metadata } = raw;
  return {
    ...refOf('Pod', raw),
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
    controller: controllerOf(raw),
    createdAt: instant(metadata.creationTimestamp) ?? Number.NaN,
    deletionTimestamp: instant(metadata.deletionTimestamp),
    node: spec?.nodeName,
    ip: status?.podIP,
    phase: status?.phase ?? 'Unknown',
    phaseReason: status?.reason,
    ready: status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false,
    restarts: status?.containerStatuses?.reduce((sum, { restartCount }) => sum + (restartCount ?? 0), 0) ?? 0,
    images: spec?.containers?.map(({ image }) => image ?? '') ?? [],
  };
}
