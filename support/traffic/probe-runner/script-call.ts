import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { ScriptTimers } from './script-timers.ts';
import { UnsentCookies } from './unsent-cookies.ts';
import type { VirtualUser } from './virtual-user.ts';

const underWay = new AsyncLocalStorage<ScriptCall>();

/**
 * One call into a virtual user's script with all that it begins: an iteration, or loading the script. Like a run of k6's event loop it
 * has ended once no request, no timer and no promise of it can go on, or with the first thing that is thrown and not caught.
 */
export class ScriptCall {
  readonly user: VirtualUser;
  readonly timers = new ScriptTimers(this);
  /** k6 has a new jar for each iteration. */
  readonly cookies = new UnsentCookies();
  /** Each settles when a piece of work has, and never rejects. */
  readonly #unfinished = new Set<Promise<void>>();
  readonly #thrown = Promise.withResolvers<never>();
  #end: 'complete' | 'thrown' | undefined;

  constructor(user: VirtualUser) {
    this.user = user;
    // Something may be thrown before anybody waits for the end.
    this.#thrown.promise.catch(() => {});
  }

  /** The call that the code which runs now belongs to; undefined in code of the probe runner itself. */
  static get current(): ScriptCall | undefined {
    return underWay.getStore();
  }

  /** It has ended: whatever its code still does counts no more. */
  get over(): boolean {
    return this.#end !== undefined;
  }

  /** Calls the function, once. @returns what it returned, when the call has ended. @throws what it threw, then or later. */
  async run<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      const result = await Promise.race([this.#toTheEnd(work), this.#thrown.promise]);
      this.#end = 'complete';
      return result;
    } catch (error) {
      this.#end = 'thrown';
      throw error;
    } finally {
      this.timers.close();
    }
  }

  /** Has the call wait for work that the script need not await. @returns the promise for the script, which may reject unhandled. */
  waitFor<T>(work: Promise<T>): Promise<T> {
    const settled = work.then(
      () => {},
      () => {},
    );
    this.#unfinished.add(settled);
    void settled.then(() => this.#unfinished.delete(settled));
    return work.then((result) => result);
  }

  /** Ends the call with what nobody caught. What follows the first is dropped: k6 runs nothing more of a call that threw. */
  fail(error: unknown): void {
    if (this.#end === 'complete') this.user.report(error);
    else this.#thrown.reject(error);
  }

  async #toTheEnd<T>(work: () => T | Promise<T>): Promise<T> {
    const result = await underWay.run(this, async () => work());
    for (;;) {
      // Within a turn of Node's loop every promise that can go on does, and those that nobody handles are told.
      await turn();
      if (this.#unfinished.size === 0) return result;
      await Promise.all(this.#unfinished);
    }
  }
}
