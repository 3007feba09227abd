/**
 * Lends the NodePorts that have doors, one to a scenario. A port is lent again only when the namespace of its last borrower
 * is gone, because until then its Service holds the port.
 */
export class NodePortPool {
  readonly #free: { readonly port: number; readonly usable: Promise<void> }[];

  constructor(ports: readonly number[]) {
    this.#free = ports.map((port) => ({ port, usable: Promise.resolve() }));
  }

  /**
   * One whose last borrower has left it; of such that do not become usable another is tried.
   * @throws when all are lent, which is when more scenarios run at a time than there are doors, and when none becomes usable.
   */
  async borrow(): Promise<number> {
    const failures: unknown[] = [];
    for (let left = this.#free.length; left > 0; left--) {
      const next = this.#free.shift();
      if (next === undefined) break;
      try {
        await next.usable;
        return next.port;
      } catch (error) {
        failures.push(error);
        this.#free.push(next);
      }
    }
    if (failures.length === 0)
      throw new Error('every NodePort that has doors is in use: run fewer scenarios at a time');
    const reasons = failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)));
    throw new AggregateError(failures, `no NodePort that has doors can be used again: ${reasons.join('; ')}`);
  }

  /** @param usable resolves when the last Service with this port is gone, and rejects when it does not go. */
  giveBack(port: number, usable: Promise<void>): void {
    // Whoever borrows next hears of a failure.
    usable.catch(() => {});
    this.#free.push({ port, usable });
  }
}
