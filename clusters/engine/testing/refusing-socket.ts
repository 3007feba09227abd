import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NOBODY = 65_534;

/** Does work while this process may not connect to a unix socket at which somebody listens. @param work is given its path. */
export async function withRefusingSocket(work: (socket: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-refusing-'));
  const socket = join(folder, 'docker.sock');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  chmodSync(socket, 0);
  // Root is refused nothing.
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(NOBODY);
  try {
    await work(socket);
  } finally {
    if (root) process.seteuid?.(0);
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  }
}
