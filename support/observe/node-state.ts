import type { RawObject } from '../kubernetes/raw-object.ts';
import type { NodeState } from '../timeline/facts.ts';
import { refOf } from './object-ref.ts';

interface Node {
  readonly spec?: {
    readonly unschedulable?: boolean;
    readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** What Kindling keeps of a node. */
export function nodeState(raw: RawObject): NodeState {
  const { spec, status } = raw as Node;
  return {
    ...refOf('Node', raw),
    ready: status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false,
    unschedulable: spec?.unschedulable ?? false,
    taints: spec?.taints?.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`) ?? [],
  };
}
