import type { GherkinDocument, Pickle } from '@cucumber/messages';
import type { ScenarioPlace } from './scenario.ts';

/** Finds where a scenario stands, from Cucumber's own documents. */
export function placeOf({ feature }: GherkinDocument, pickle: Pickle): ScenarioPlace {
  const holds = (scenario: { id: string } | undefined) =>
    scenario !== undefined && pickle.astNodeIds.includes(scenario.id);
  const rule = feature?.children
    .map((child) => child.rule)
    .find((each) => each?.children.some(({ scenario }) => holds(scenario)));
  const children = [...(feature?.children ?? []), ...(rule?.children ?? [])];
  const scenario = children.map((child) => child.scenario).find(holds);
  return {
    name: pickle.name,
    feature: feature?.name ?? '',
    rule: rule?.name,
    uri: pickle.uri,
    line: scenario?.location.line ?? 0,
  };
}
