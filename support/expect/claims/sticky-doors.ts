import { routingOf } from '../../analysis/routing.ts';
import { samplesByStream } from '../../analysis/samples.ts';
import { doorsOf, lastTraffic } from '../../analysis/traffic.ts';
import type { Claim } from '../claim.ts';
import { unmeasured } from './once-settled.ts';
import { judgeSince, OBJECTS_SINCE, type Since } from './since.ts';

/**
 * All fresh connections through one door that were sent in the window were answered by one pod, at every door: what session affinity
 * promises, for a node sees us as one client. Without an answer at some door there is nothing to judge by, but for one that led to no
 * pod before either where the Service's external traffic policy is `Local`: its node has none.
 */
export function eachDoorKeepsToOnePod(service: string, since: Since): Claim {
  return {
    describe: 'each door keeps to one pod',
    expected: 'one pod at each door',
    dependsOn: ['probe-sample', ...OBJECTS_SINCE],
    evaluate: (facts) =>
      judgeSince(facts, since, ({ window }) => {
        const fresh = samplesByStream(facts, { from: Number.NEGATIVE_INFINITY }).get('fresh') ?? [];
        const answers = fresh.filter(({ outcome, pod }) => outcome === 'ok' && pod !== undefined);
        const led = answers.map(({ door }) => door);
        const doors = new Set(routingOf(facts, service).local ? led : [...doorsOf(lastTraffic(facts)), ...led]);
        const sent = answers.filter(({ startedAt }) => startedAt >= window.from);
        const byDoor = Map.groupBy(sent, ({ door }) => door);
        const silent = [...doors].filter((door) => !byDoor.has(door));
        const several = [...byDoor].flatMap(([door, samples]) => {
          const pods = [...new Set(samples.map(({ pod }) => pod))];
          return pods.length === 1 ? [] : [`${pods.join(' and ')} answered through the door of ${door}`];
        });
        if (several.length > 0) return { holds: false, final: true, lastSeen: several.join(', ') };
        if (silent.length > 0 || doors.size === 0) {
          return unmeasured(`no pod answered through the door of ${silent.join(', ') || 'any node'}`);
        }
        return { holds: true, lastSeen: `each of ${doors.size} doors led to one pod` };
      }),
  };
}
