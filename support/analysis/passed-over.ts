import type { Instant } from '../timeline/facts.ts';
import type { Membership } from './membership.ts';

/** How unlikely it must be that a pod still in rotation was passed over by chance. */
const CHANCE = 0.001;

/**
 * With so many equal pods, this many answers in a row by others happen by chance less than once in a thousand times, had a door gone on
 * sending to one of them: kube-proxy picks at random among equals in iptables and nftables mode.
 */
export function answersNeeded(pods: number): number {
  return pods < 2 ? 1 : Math.ceil(Math.log(CHANCE) / Math.log(1 - 1 / pods));
}

/** The most among which a door can have chosen: what it goes by may be as old as the instant. */
export function membersSince({ pods }: Membership, since: Instant): number {
  return [...pods.values()].filter(({ member }) => member.some(({ to }) => to === undefined || to > since)).length;
}
