import { changeSelector } from '../act/change-selector.ts';
import { findService } from './find-objects.ts';
import type { Scenario } from './scenario.ts';

/** Makes a Service select by exactly these labels. */
export async function changeSelectorOf(
  scenario: Scenario,
  service: string,
  labels: Readonly<Record<string, string>>,
): Promise<void> {
  await scenario.do(
    () => [findService(scenario, service)],
    (services) => changeSelector(scenario.actions, services, labels),
  );
}
