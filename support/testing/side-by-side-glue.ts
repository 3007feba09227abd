import { setImmediate } from 'node:timers/promises';
import { Given } from '@cucumber/cucumber';
import { runScenariosSideBySide } from '../side-by-side.ts';

// Work here takes no time that a processor could be short of.
runScenariosSideBySide(() => ({ do: (work) => work() }));

Given('work', async () => {
  for (let turn = 0; turn < 100; turn++) await setImmediate();
});

Given('failure', () => {
  throw new Error('no');
});
