import type { Fact } from '../timeline/facts.ts';
import { historiesOf } from './histories.ts';
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

/** Whether a node's door with the external traffic policy `Local` leads to a pod: to those on its own node. */
export type LeadsTo = (door: string, uid: string) => boolean;

/** By the nodes of the pods on the timeline. */
export function localDoors(facts: readonly Fact[]): LeadsTo {
  const lives = podLives(facts);
  return (door, uid) => lives.get(uid)?.node === door;
}
