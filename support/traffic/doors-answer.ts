import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Door } from './meter.ts';

const PAUSE_MS = 50;
const ANSWER_MS = 1000;

/**
 * Waits until every door has answered a new connection: a kube-proxy that has no rules of a Service yet refuses, which is no
 * disruption.
 * @throws with what the doors that are shut last said, after `withinMs`; with the signal's reason.
 */
export async function doorsAnswer(doors: readonly Door[], withinMs: number, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + withinMs;
  let shut = doors.map((door) => ({ door, why: 'not asked' }));
  for (;;) {
    const answers = await Promise.all(shut.map(async ({ door }) => ({ door, why: await whyShut(door.url, signal) })));
    shut = answers.flatMap(({ door, why }) => (why === undefined ? [] : [{ door, why }]));
    if (shut.length === 0) return;
    if (performance.now() > deadline) {
      const told = shut.map(({ door, why }) => `${door.node} (${why})`).join(', ');
      throw new Error(`After ${withinMs / 1000} s no request gets through the door of ${told}`);
    }
    await delay(PAUSE_MS, undefined, { signal });
  }
}

function whyShut(url: string, signal: AbortSignal): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const request = get(url, { agent: false, timeout: ANSWER_MS, signal }, (response) => {
    response.resume();
    resolve(response.statusCode === 200 ? undefined : `status ${response.statusCode}`);
  });
  request.on('timeout', () => request.destroy(new Error('no answer')));
  request.on('error', (error) => resolve(error.message));
  return promise;
}
