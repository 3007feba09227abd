import type { Instant } from '../timeline/facts.ts';
import type { PodLife } from './pods.ts';
import type { Sample } from './samples.ts';

/** Whether a door let a new connection through that was sent from one instant on and answered by another. */
export type Opened = (door: string, from: Instant, by: Instant) => boolean;

/** By these requests: what a door lets through shows that its kube-proxy has its rules. */
export function openedDoors(samples: readonly Sample[]): Opened {
  const through = samples.filter(({ connection, outcome }) => connection === 'new' && outcome === 'ok');
  return (door, from, by) =>
    through.some((sample) => sample.door === door && sample.startedAt >= from && sample.at <= by);
}

/** The same of a door's way on to pods of other nodes, by who answered; an answer that does not tell whose it is counts. */
export function openedBeyond(samples: readonly Sample[], lives: readonly PodLife[]): Opened {
  const nodes = new Map(lives.map(({ ref, node }) => [ref.name, node]));
  return openedDoors(samples.filter(({ pod, door }) => pod === undefined || nodes.get(pod) !== door));
}
