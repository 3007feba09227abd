import { join } from 'node:path';
import { remakeCucumberHtml } from '../report/cucumber-html.ts';
import { writeReports } from '../report/write-reports.ts';
import { printOutcome } from '../run/current-run.ts';
import { readTimeline } from '../timeline/reader.ts';
import { program, runMain } from './main.ts';

await runMain(
  program('report', 'Makes the reports of a run again from its timeline, without a cluster.')
    .argument('[folder]', 'the folder of the run', join('reports', 'latest'))
    .action(async (folder: string) => {
      const facts = await readTimeline(join(folder, 'timeline.ndjson'));
      const report = writeReports(facts, folder, {});
      await remakeCucumberHtml(folder);
      printOutcome(report, folder);
    }),
);
