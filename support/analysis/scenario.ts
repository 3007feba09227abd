import type { Fact, FactOf } from '../timeline/facts.ts';

/** The scenarios that began, in the order of the catalogue; the examples of an outline in order of time. */
export function scenariosIn(facts: readonly Fact[]): FactOf<'scenario-started'>[] {
  const started = facts.filter((fact) => fact.type === 'scenario-started');
  return started.sort((a, b) => byText(a.uri, b.uri) || a.line - b.line || a.at - b.at || a.seq - b.seq);
}

function byText(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

/** Whether a fact belongs to a scenario: it says so, or it says nothing and tells of the scenario's namespace. */
export function belongsTo(fact: Fact, scenario: string, namespace: string | undefined): boolean {
  if (fact.scenario !== undefined) return fact.scenario === scenario;
  if (namespace === undefined) return false;
  if (fact.type === 'object-seen') return fact.object.namespace === namespace;
  return 'namespace' in fact && fact.namespace === namespace;
}

/** The facts of one scenario, in their order. */
export function factsOfScenario(facts: readonly Fact[], scenario: string): Fact[] {
  const namespace = scenariosIn(facts).find((started) => started.scenario === scenario)?.namespace;
  return facts.filter((fact) => belongsTo(fact, scenario, namespace));
}
