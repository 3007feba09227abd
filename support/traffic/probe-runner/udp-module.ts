import { ScriptCall } from './script-call.ts';
import type { ModuleExports } from './script-modules.ts';
import type { TestRun } from './test-run.ts';
import { UdpFlows } from './udp-flows.ts';
import type { VirtualUser } from './virtual-user.ts';

/** By door: virtual users take turns, and the flows must stay. */
const flowsOfRuns = new WeakMap<TestRun, Map<string, UdpFlows>>();

/** `k6/x/udp`, which k6 itself has not: datagrams over flows that are kept, see `UdpFlows`. */
export function udpModule(user: VirtualUser): ModuleExports {
  return {
    exchange: (door: string, payload: string, timeoutMs: number) => {
      if (!door.startsWith('udp://127.0.0.1:')) user.run.refuse(`the door ${door}`, 'use udp://127.0.0.1:PORT');
      // A promise that never settles is how an iteration ends that was interrupted.
      if (user.over) return new Promise(() => {});
      const sent = flowsTo(user.run, door).exchange(payload, timeoutMs);
      const ended = ScriptCall.current?.waitFor(sent) ?? sent;
      return ended.then((told) => (user.over ? new Promise(() => {}) : told));
    },
  };
}

function flowsTo(run: TestRun, door: string): UdpFlows {
  const doors = flowsOfRuns.get(run) ?? new Map<string, UdpFlows>();
  flowsOfRuns.set(run, doors);
  const flows = doors.get(door) ?? new UdpFlows(door);
  doors.set(door, flows);
  return flows;
}
