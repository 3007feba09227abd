import { setTimeout as delay } from 'node:timers/promises';
import { lastDisturbance } from '../analysis/disturbance.ts';
import { type FactSource, now } from '../timeline/recorder.ts';

/**
 * The EndpointSlice controller and kube-proxy each keep back what follows a change within a second (its retry of a stale
 * slice: endpointslice_controller.go; minSyncPeriod of kube-proxy). After this long without a change both act at once again.
 */
const QUIET_MS = 2000;
const PATIENCE_MS = 30_000;

/**
 * Waits until no pod, EndpointSlice or node has changed for two seconds in what anybody acts on, so that an action meets a cluster at
 * rest.
 * @throws when it does not come to rest within half a minute, with what changed last.
 */
export async function untilQuiet(source: FactSource, signal: AbortSignal): Promise<void> {
  const deadline = now() + PATIENCE_MS;
  for (;;) {
    signal.throwIfAborted();
    const last = lastDisturbance(source.facts);
    const quietAt = (last?.at ?? 0) + QUIET_MS;
    if (quietAt <= now()) return;
    if (now() > deadline) {
      throw new Error(
        `the cluster did not come to rest within ${PATIENCE_MS / 1000} s: ` +
          `${last?.object.kind.toLowerCase()}/${last?.object.name} still changes`,
      );
    }
    await delay(Math.max(1, quietAt - now()), undefined, { signal });
  }
}
