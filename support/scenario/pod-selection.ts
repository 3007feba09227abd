import { parseWorkload, type WorkloadName } from '../analysis/owners.ts';

/** Some pods of a workload, of a Service (its members), with a label, of a name, or that nobody owns. */
export interface PodGroup {
  readonly count: number | 'every';
  readonly age: 'oldest' | 'newest';
  /** Those on one node instead of on any: the one that was last acted on, or the one of this name, whole or short. */
  readonly on?: 'the node' | { readonly node: string };
  readonly of:
    | WorkloadName
    | { readonly kind: 'service'; readonly name: string }
    | { readonly kind: 'label'; readonly key: string; readonly value: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'unowned' };
}

/** Which pods a step means: those of the last action, or such as are to be chosen. */
export type PodSelection = 'subjects' | readonly PodGroup[];

const SOME =
  '(?:\\d+|every|the \\w+) pods? (?:of [a-z]+/[\\w.-]+|labelled [\\w./-]+=[\\w.-]*|without an owner)(?: on the node| on node [\\w.-]+)?';
const ONE = `(?:${SOME}|pod/[\\w.-]+)`;

/** What the step parameter `{pods}` lets through; `parsePods` decides. */
export const PODS_PATTERN = new RegExp(
  ['the pods?(?! of| labelled| without)', `${ONE}(?: and ${ONE})*`].map((each) => `(?:${each})`).join('|'),
);

const VALID =
  'write "the pod" (of the last action), "1 pod of deployment/rng", "every pod of service/rng", "the newest pod of daemonset/rng", ' +
  '"1 pod labelled app=debug", "every pod without an owner", any of these "on the node" (of the last action) or "on node worker2", ' +
  '"pod/NAME", or several of these with "and"';

/** Reads which pods are meant. @throws with what is valid. */
export function parsePods(text: string): PodSelection {
  if (/^the pods?$/.test(text)) return 'subjects';
  return text.split(' and ').map(parseGroup);
}

function parseGroup(text: string): PodGroup {
  const [, name] = /^pod\/(.+)$/.exec(text) ?? [];
  if (name !== undefined) return { count: 1, age: 'oldest', of: { kind: 'name', name } };
  const [, amount, rest, place, node] =
    /^(\d+|every|the oldest|the newest) pods? (.+?)( on the node| on node (\S+))?$/.exec(text) ?? [];
  if (amount === undefined || rest === undefined || amount === '0') {
    throw new Error(`"${text}" names no pods: ${VALID}`);
  }
  const of = parseKind(rest);
  const on: Pick<PodGroup, 'on'> = place === undefined ? {} : { on: node === undefined ? 'the node' : { node } };
  if (amount === 'every') return { count: 'every', age: 'oldest', of, ...on };
  if (amount.startsWith('the')) return { count: 1, age: amount === 'the newest' ? 'newest' : 'oldest', of, ...on };
  return { count: Number(amount), age: 'oldest', of, ...on };
}

function parseKind(text: string): PodGroup['of'] {
  if (text === 'without an owner') return { kind: 'unowned' };
  const [, key, value] = /^labelled (.+)=(.*)$/.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return { kind: 'label', key, value };
  const [, service] = /^of service\/(.+)$/.exec(text) ?? [];
  return service === undefined ? parseWorkload(text.replace(/^of /, '')) : { kind: 'service', name: service };
}
