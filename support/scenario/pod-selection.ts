import { parseWorkload, type WorkloadName } from '../analysis/owners.ts';

/** Some pods of a workload, or of a Service: its members. */
export interface PodGroup {
  readonly count: number | 'every';
  readonly age: 'oldest' | 'newest';
  readonly of: WorkloadName | { readonly kind: 'service'; readonly name: string };
}

/** Which pods a step means: those of the last action, or such as are to be chosen. */
export type PodSelection = 'subjects' | readonly PodGroup[];

/** What the step parameter `{pods}` lets through; `parsePods` decides. */
export const PODS_PATTERN =
  /(?:the pods?(?! of)|(?:\d+|every|the \w+) pods? of [a-z]+\/[\w.-]+(?: and (?:\d+|every|the \w+) pods? of [a-z]+\/[\w.-]+)*)/;

const VALID =
  'write "the pod" (of the last action), "1 pod of deployment/rng", "every pod of service/rng", "the newest pod of daemonset/rng", ' +
  'or several of these with "and"';

/** Reads which pods are meant. @throws with what is valid. */
export function parsePods(text: string): PodSelection {
  if (/^the pods?$/.test(text)) return 'subjects';
  return text.split(' and ').map(parseGroup);
}

function parseGroup(text: string): PodGroup {
  const [, amount, owner] = /^(\d+|every|the oldest|the newest) pods? of (\S+)$/.exec(text) ?? [];
  if (amount === undefined || owner === undefined) throw new Error(`"${text}" names no pods: ${VALID}`);
  const [, service] = /^service\/(.+)$/.exec(owner) ?? [];
  const of = service === undefined ? parseWorkload(owner) : ({ kind: 'service', name: service } as const);
  if (amount === 'every') return { count: 'every', age: 'oldest', of };
  if (amount.startsWith('the')) return { count: 1, age: amount === 'the newest' ? 'newest' : 'oldest', of };
  if (amount === '0') throw new Error(`"${text}" names no pods: ${VALID}`);
  return { count: Number(amount), age: 'oldest', of };
}
