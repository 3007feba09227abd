import { parentPort } from 'node:worker_threads';
import { getContainerRuntimeClient } from 'testcontainers';

/*
 * Runs in a worker thread: testcontainers reads DOCKER_HOST once per thread, before its first discovery, so a discovery that
 * found nothing would keep this thread from ever reaching the embedded engine.
 */
try {
  await getContainerRuntimeClient();
  parentPort?.postMessage({ found: true });
} catch (error) {
  parentPort?.postMessage({ found: false, reason: error instanceof Error ? error.message : String(error) });
}
