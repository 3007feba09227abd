/**
 * A line for bash that ends when somebody listens at `host:port`. It needs no program that a node image may lack.
 */
export function untilListening(endpoint: string): string {
  return `until (exec 3<>/dev/tcp/${endpoint.replace(':', '/')}) 2>/dev/null; do sleep 0.05; done`;
}

/**
 * A line for bash that ends when systemd takes orders: `systemctl` finds no bus in a node that has only just started, and
 * gives up at once. It asks for what systemd tells without looking at any unit.
 */
export const SYSTEMD_LISTENS = 'until systemctl show --property=Version >/dev/null 2>&1; do sleep 0.05; done';
