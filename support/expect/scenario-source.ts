import { belongsTo } from '../analysis/scenario.ts';
import type { Fact } from '../timeline/facts.ts';
import type { FactSource } from '../timeline/recorder.ts';

/** The part of a timeline that belongs to one scenario, as a source to wait on. It sorts each fact once. */
export class ScenarioSource implements FactSource {
  readonly #source: FactSource;
  readonly #scenario: string;
  readonly #namespace: string | undefined;
  readonly #own: Fact[] = [];
  #read = 0;

  /** @param namespace facts that name no scenario belong to it when they tell of this namespace */
  constructor(source: FactSource, scenario: string, namespace?: string) {
    this.#source = source;
    this.#scenario = scenario;
    this.#namespace = namespace;
  }

  get facts(): readonly Fact[] {
    const { facts } = this.#source;
    for (; this.#read < facts.length; this.#read++) {
      const fact = facts[this.#read];
      if (fact !== undefined && belongsTo(fact, this.#scenario, this.#namespace)) this.#own.push(fact);
    }
    return this.#own;
  }

  /** Word of the next fact of the whole timeline; it may be another scenario's. */
  next(signal?: AbortSignal): Promise<void> {
    return this.#source.next(signal);
  }
}
