import { parentPort } from 'node:worker_threads';
import { getContainerRuntimeClient } from 'testcontainers';

/*
 * Runs in a worker thread: testcontainers reads DOCKER_HOST once per thread, before its first discovery, so a discovery that
 * found nothing would keep this thread from ever reaching the embedded engine. Posts whether one was found.
 */
try {
  await getContainerRuntimeClient();
  parentPort?.postMessage(true);
} catch {
  // Its only error says that nothing was found. Why each place failed goes to its log alone (DEBUG=testcontainers*).
  parentPort?.postMessage(false);
}
