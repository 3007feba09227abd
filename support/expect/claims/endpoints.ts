import { historiesOf, type Sighting } from '../../analysis/histories.ts';
import { membershipOf } from '../../analysis/membership.ts';
import { formatLabels, type Labels } from '../../analysis/selectors.ts';
import type { EndpointSliceState, ObjectRef } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';
import { noSlice, serviceNeverSeen } from './never-seen.ts';
import { judgeSince, OBJECTS_SINCE, type Since } from './since.ts';

/** The three conditions of an endpoint. */
export interface Conditions {
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

/** The Service still lists the pod, with these conditions. Ask it with `becomes`: any moment counts. */
export function podIsListed(service: string, pod: ObjectRef, wanted: Conditions): Claim {
  return {
    describe: `${pod.name} is listed by service/${service} as ${words(wanted)}`,
    expected: words(wanted),
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const membership = membershipOf(facts, service);
      if (!membership.known) return noSlice(facts, service);
      const endpoint = membership.pods.get(pod.uid)?.endpoints.at(-1);
      const listed = endpoint !== undefined && endpoint.to === undefined;
      const lastSeen = `${pod.name} is ${listed ? `listed as ${words(endpoint)}` : 'not listed'} by service/${service}`;
      const holds =
        listed &&
        endpoint.ready === wanted.ready &&
        endpoint.serving === wanted.serving &&
        endpoint.terminating === wanted.terminating;
      return { holds, lastSeen };
    },
  };
}

/** The Service selects by exactly these labels. */
export function serviceSelects(service: string, labels: Labels): Claim {
  const wanted = formatLabels(labels);
  return {
    describe: `service/${service} selects ${wanted}`,
    expected: wanted,
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const histories = [...historiesOf(facts, 'Service').values()];
      const state = histories.findLast(([first]) => first.state.name === service)?.at(-1)?.state;
      if (state === undefined) {
        return serviceNeverSeen(facts, service) ?? { holds: false, lastSeen: `service/${service} was never seen` };
      }
      const keys = new Set([...Object.keys(labels), ...Object.keys(state.selector)]);
      const holds = [...keys].every((key) => labels[key] === state.selector[key]);
      return { holds, lastSeen: `service/${service} selects ${formatLabels(state.selector)}` };
    },
  };
}

/**
 * Nobody writes the endpoints of the Service in the window: the same slices, none made or deleted, with the `metadata.generation` that they had, which
 * moves with endpoints and ports alone.
 */
export function slicesUnwritten(service: string, since: Since): Claim {
  return {
    describe: `the EndpointSlices of service/${service} are not written`,
    expected: 'the same generation',
    dependsOn: OBJECTS_SINCE,
    evaluate: (facts) =>
      judgeSince(facts, since, ({ window, after }) => {
        const slices = [...historiesOf(facts, 'EndpointSlice').values()].filter((h) => h[0].state.service === service);
        if (slices.length === 0) return noSlice(facts, service);
        const writes = slices.flatMap((history) => {
          const before = history.findLast(({ at }) => at <= window.from)?.state.generation;
          // A slice that is deleted still bears the generation of its last write.
          const isWrite = ({ change, state }: Sighting<EndpointSliceState>) =>
            change === 'DELETED' || state.generation !== before;
          return history.filter((sighting) => sighting.at > window.from && isWrite(sighting));
        });
        const last = writes.at(-1);
        const seen = last === undefined ? 'not written' : `written, ${written(last)}`;
        const lastSeen = `the EndpointSlices of service/${service} were ${seen} ${after}`;
        return { holds: writes.length === 0, lastSeen };
      }),
  };
}

function written({ change, state: { name, generation } }: Sighting<EndpointSliceState>): string {
  return change === 'DELETED' ? `${name} was deleted` : `${name} is at generation ${generation}`;
}

function words({ ready, serving, terminating }: Conditions): string {
  const word = (is: boolean, name: string) => (is ? name : `not ${name}`);
  return `${word(ready, 'ready')}, ${word(serving, 'serving')}, ${word(terminating, 'terminating')}`;
}
