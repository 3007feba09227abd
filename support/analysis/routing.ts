import type { Fact } from '../timeline/facts.ts';
import { historiesOf } from './histories.ts';
import type { Membership } from './membership.ts';
import { podLives } from './pods.ts';

/** How a Service sends clients from outside to its endpoints; neither where the timeline does not tell. */
export interface Routing {
  /** Session affinity `ClientIP`: a client, by its address, stays with one pod. */
  readonly sticky: boolean;
  /** External traffic policy `Local`: a node's door leads to pods on that node alone. */
  readonly local: boolean;
}

/** By the newest state that was seen of a Service of this name. */
export function routingOf(facts: readonly Fact[], service: string): Routing {
  const histories = [...historiesOf(facts, 'Service').values()].filter(([{ state }]) => state.name === service);
  const state = histories.at(-1)?.at(-1)?.state;
  return { sticky: state?.sessionAffinity === 'ClientIP', local: state?.externalTrafficPolicy === 'Local' };
}

/** What a door with the external traffic policy `Local` has to send to: the pods on its own node. */
export function behindDoor(facts: readonly Fact[], membership: Membership): (door: string) => Membership {
  const lives = podLives(facts);
  const onNode =
    (door: string) =>
    ({ pod }: { readonly pod: { readonly uid: string } }) =>
      lives.get(pod.uid)?.node === door;
  return (door) => ({
    ...membership,
    pods: new Map([...membership.pods].filter(([, listed]) => onNode(door)(listed))),
    members: membership.members.filter((pod) => onNode(door)({ pod })),
  });
}
