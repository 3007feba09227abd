import { reportFolder } from './support/report/report-folder.ts';

const folder = reportFolder();
const glue = { import: ['support/setup.ts', 'steps/**/*.ts'], plugin: ['./support/selection-plugin.ts'] };

/** For `npx cucumber-js`, as editors call it. */
export default {
  ...glue,
  format: ['progress', ['html', `${folder}/cucumber.html`], ['message', `${folder}/messages.ndjson`]],
};

/** For `npm run scenarios`, which adds formats of its own. */
export const scenarios = glue;
