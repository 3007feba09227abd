import { setTimeout as delay } from 'node:timers/promises';
import { formatElapsed } from '../progress.ts';
import type { CommandNode } from './attached-node.ts';
import { NodeCommandError } from './node.ts';

/** kubeadm itself gives up on an API server after four minutes. */
export const API_SERVER_TIMEOUT_MS = 240_000;

/** Waits until the API server of a control plane says that it is ready. @throws with its last answer after four minutes. */
export async function apiServerReady(controlPlane: CommandNode, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + API_SERVER_TIMEOUT_MS;
  for (;;) {
    try {
      await controlPlane.kubectl(['get', '--raw', '/readyz'], signal);
      return;
    } catch (error) {
      if (!(error instanceof NodeCommandError)) throw error;
      if (performance.now() > deadline) {
        throw new Error(
          `The API server of ${controlPlane.name} was not ready after ${formatElapsed(API_SERVER_TIMEOUT_MS)}`,
          {
            cause: error,
          },
        );
      }
      await delay(100, undefined, { signal });
    }
  }
}
