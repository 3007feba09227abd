import type { Fact } from '../timeline/facts.ts';
import { membershipOf } from './membership.ts';
import { formatWorkload } from './owners.ts';
import { podLives } from './pods.ts';

/** The key of members that no workload owns. */
export const NO_OWNER = 'no owner';

/**
 * How many members a Service has now of each owner, by `deployment/rng` or `no owner`, sorted by owner.
 * Undefined when no EndpointSlice of the Service was seen: that is not the same as none.
 */
export function membersByOwner(facts: readonly Fact[], service: string): ReadonlyMap<string, number> | undefined {
  const membership = membershipOf(facts, service);
  if (!membership.known) return undefined;
  const lives = podLives(facts);
  const counts = new Map<string, number>();
  for (const { uid } of membership.members) {
    const workload = lives.get(uid)?.owners.at(-1)?.workload;
    const owner = workload === undefined ? NO_OWNER : formatWorkload(workload);
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => a.localeCompare(b)));
}
