/**
 * A line for bash that ends when somebody listens at `host:port`. It needs no program that a node image may lack.
 */
export function untilListening(endpoint: string): string {
  return `until (exec 3<>/dev/tcp/${endpoint.replace(':', '/')}) 2>/dev/null; do sleep 0.05; done`;
}
