import { World } from '@cucumber/cucumber';
import type { OwnRun } from './scenario/own-run.ts';
import type { Scenario } from './scenario/scenario.ts';

/** What step definitions get as `this`. */
export class KindlingWorld extends World {
  #scenario: Scenario | undefined;
  /** What the first step that failed threw. Cucumber 13.3.0 hands `After` the error of the last step instead, which was skipped. */
  failure: unknown;
  /** What progress calls the scenario. */
  label = '';
  /** The run on a cluster that the scenario has to itself, of one that changes nodes. */
  ownRun: OwnRun | undefined;

  /** The scenario that runs. @throws in a hook that comes before it was opened. */
  get scenario(): Scenario {
    if (this.#scenario === undefined) throw new Error('the scenario was not opened');
    return this.#scenario;
  }

  /** Called once, by the hook that opened it. */
  set scenario(scenario: Scenario) {
    this.#scenario = scenario;
  }

  /** Whether a scenario was opened: not when that itself failed. */
  get opened(): boolean {
    return this.#scenario !== undefined;
  }
}
