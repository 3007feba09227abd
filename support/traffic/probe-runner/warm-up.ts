import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exchange } from './http-exchange.ts';

const requests = 20;

/**
 * Sends a few requests to itself: the first requests of a Node process take tens of ms until its HTTP code is loaded and
 * compiled, and would be told as the Service's slowness.
 */
export async function warmUp(): Promise<void> {
  const server = createServer((_request, response) => response.end('warm'));
  const agent = new Agent({ keepAlive: true });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    for (let i = 0; i < requests; i += 1) {
      const headers: Record<string, string> = i % 2 === 0 ? { Connection: 'close' } : {};
      await exchange({ method: 'POST', url, headers, body: null, timeoutMs: 1000, agent });
    }
  } finally {
    agent.destroy();
    server.close();
  }
}
