import type { Plugin } from '@cucumber/cucumber/api';
import { concurrency } from './run/concurrency.ts';
import { leaveOutTraffic, selected } from './run/selection.ts';

/** Tells the run which scenarios Cucumber has selected, and leaves out those that are not wanted. */
const selection: Plugin = {
  type: 'plugin',
  coordinator({ operation, transform }) {
    if (operation !== 'runCucumber') return;
    const { withoutTraffic } = concurrency();
    transform('pickles:filter', (pickles) => (withoutTraffic ? leaveOutTraffic(pickles) : pickles));
    transform('pickles:order', (pickles) => {
      selected(pickles.map(({ pickle }) => pickle));
      return pickles;
    });
  },
};

export default selection;
