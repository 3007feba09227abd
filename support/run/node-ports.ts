/**
 * Lends the NodePorts that have doors, one to a scenario. A port is lent again only when the namespace of its last borrower
 * is gone, because until then its Service holds the port.
 */
export class NodePortPool {
  readonly #free: { readonly port: number; readonly usable: Promise<void> }[];

  constructor(ports: readonly number[]) {
    this.#free = ports.map((port) => ({ port, usable: Promise.resolve() }));
  }

  /** @throws when all are lent: more scenarios run at a time than there are doors. */
  async borrow(): Promise<number> {
    const next = this.#free.shift();
    if (next === undefined) throw new Error('every NodePort that has doors is in use: run fewer scenarios at a time');
    await next.usable;
    return next.port;
  }

  /** @param usable resolves when the last Service with this port is gone. */
  giveBack(port: number, usable: Promise<void>): void {
    // Whoever borrows it next hears of a failure.
    usable.catch(() => {});
    this.#free.push({ port, usable });
  }
}
