import { connect } from 'node:net';

/** The first of these unix sockets that this user may not connect to (EACCES); undefined when none refuses. */
export async function refusedSocket(sockets: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  for (const path of sockets) if ((await connectionError(path, signal)) === 'EACCES') return path;
  return undefined;
}

/** The code of the error that a connection ends with before it is one; undefined when somebody answers. */
function connectionError(path: string, signal: AbortSignal): Promise<string | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  const socket = connect({ path, signal });
  socket.once('connect', () => {
    socket.destroy();
    resolve(undefined);
  });
  socket.once('error', (error: NodeJS.ErrnoException) =>
    signal.aborted ? reject(signal.reason as Error) : resolve(error.code),
  );
  return promise;
}
