import type { Instant } from '../timeline/facts.ts';
import type { Sample } from './samples.ts';

/** Whether a door let a new connection through that was sent from one instant on and answered by another. */
export type Opened = (door: string, from: Instant, by: Instant) => boolean;

/** By all requests: what a door lets through shows that its kube-proxy has its rules. */
export function openedDoors(samples: readonly Sample[]): Opened {
  const through = samples.filter(({ connection, outcome }) => connection === 'new' && outcome === 'ok');
  return (door, from, by) =>
    through.some((sample) => sample.door === door && sample.startedAt >= from && sample.at <= by);
}
