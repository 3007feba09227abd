import { parentPort } from 'node:worker_threads';
import { getContainerRuntimeClient } from 'testcontainers';

/** Where an engine answered, as docker-modem calls it: a socket, or a host and a port. */
export interface Place {
  readonly socketPath?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | number | undefined;
}

/*
 * Runs in a worker thread: testcontainers reads DOCKER_HOST once per thread, before its first discovery, so a discovery that
 * found nothing would keep this thread from ever reaching the embedded engine. Posts where one was found, null for nowhere.
 */
try {
  const { container } = await getContainerRuntimeClient();
  const { socketPath, host, port } = container.dockerode.modem as Place;
  parentPort?.postMessage({ socketPath, host, port } satisfies Place);
} catch {
  // Its only error says that nothing was found. Why each place failed goes to its log alone (DEBUG=testcontainers*).
  parentPort?.postMessage(null);
}
