import { reportFolder } from './support/report/report-folder.ts';

const folder = reportFolder();
const glue = ['support/setup.ts', 'steps/**/*.ts'];

/** For `npx cucumber-js`, as editors call it. */
export default {
  import: glue,
  format: ['progress', ['html', `${folder}/cucumber.html`], ['message', `${folder}/messages.ndjson`]],
};

/** For `npm run scenarios`, which adds formats of its own. */
export const scenarios = { import: glue };
