/** Why a request failed, in k6's terms (https://grafana.com/docs/k6/latest/javascript-api/error-codes/). */
export interface HttpFailure {
  readonly code: number;
  readonly message: string;
}

/** A request that took longer than its timeout: while connecting or later. */
export function timeoutFailure(connected: boolean): HttpFailure {
  return connected ? { code: 1050, message: 'request timeout' } : { code: 1211, message: 'dial: i/o timeout' };
}

/** Sorts an error of node:http or node:net as k6 would sort Go's for the same event on the wire. */
export function failureOf(error: unknown): HttpFailure {
  // One error for each address that a name has: the first is as good as any.
  if (error instanceof AggregateError && error.errors.length > 0) return failureOf(error.errors[0]);
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === 'getaddrinfo') return { code: code === 'ENOTFOUND' ? 1101 : 1100, message: `lookup: ${message}` };
  // A refusal that comes before Node has heard of the connection at all may be met by the first write.
  if (code === 'ECONNREFUSED') return { code: 1212, message: 'dial: connection refused' };
  if (syscall === 'connect') {
    if (code === 'ETIMEDOUT') return { code: 1211, message: 'dial: i/o timeout' };
    return { code: code === undefined ? 1210 : 1213, message: `dial: ${message}` };
  }
  if (code === 'EPIPE') return { code: 1201, message: 'write: broken pipe' };
  // Node gives an RST the system call that met it, and a FIN none: "socket hang up", Go's EOF.
  if (code === 'ECONNRESET' && syscall !== undefined)
    return { code: 1220, message: `${syscall}: connection reset by peer` };
  if (code === 'ECONNRESET') return { code: 1000, message: 'EOF' };
  return { code: 1000, message };
}
