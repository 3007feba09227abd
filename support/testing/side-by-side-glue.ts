import { setImmediate } from 'node:timers/promises';
import { Given } from '@cucumber/cucumber';
import { runScenariosSideBySide } from '../side-by-side.ts';

runScenariosSideBySide();

Given('work', async () => {
  for (let turn = 0; turn < 100; turn++) await setImmediate();
});

Given('failure', () => {
  throw new Error('no');
});
