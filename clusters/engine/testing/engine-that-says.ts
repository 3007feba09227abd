import { createServer } from 'node:http';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/**
 * Something that answers at a unix socket as a Docker 28 does that is asked for `/info` and `/version`, and can do nothing else; until
 * the test ends. @param folder where the socket is made. @returns the socket's path.
 */
export async function engineThatSays(context: TestContext, folder: string, info: object = {}): Promise<string> {
  const answers: Readonly<Record<string, object>> = {
    '/info': { ServerVersion: '28.2.2', OperatingSystem: 'Test', OSType: 'linux', SecurityOptions: [], ...info },
    '/version': { Version: '28.2.2', ApiVersion: '1.50' },
  };
  const server = createServer(({ url = '' }, response) => {
    const answer = answers[url];
    response.writeHead(answer === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer ?? { message: `no answer to ${url}` }));
  });
  const socket = join(folder, 'docker.sock');
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  context.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return socket;
}
