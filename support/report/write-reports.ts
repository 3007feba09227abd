import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '../timeline/facts.ts';
import { formatPage } from './html/page.ts';
import { formatJUnit } from './junit.ts';
import { formatMarkdown } from './markdown.ts';
import { buildReport, type RunReport } from './model.ts';
import { formatPicture } from './picture/picture.ts';
import { formatSummary } from './summary-json.ts';

/** One kind of report: a pure function from the model to the files it is written to, by name. */
type ReportWriter = (report: RunReport) => Iterable<readonly [file: string, content: string]>;

const WRITERS: readonly ReportWriter[] = [
  (report) => [['index.html', formatPage(report)]],
  (report) => [['junit.xml', formatJUnit(report)]],
  (report) => [['summary.md', formatMarkdown(report)]],
  (report) => [['summary.json', formatSummary(report)]],
  (report) => report.scenarios.map((scenario, index) => [`scenario-${index + 1}.svg`, formatPicture(scenario)]),
];

/**
 * Writes every report of a run into its folder, which is made. Files of the same names are replaced. In a GitHub job the summary is added to the job's own, too. Synchronous, so that a process about to end
 * leaves no report half written.
 *
 * @returns the report that was written
 */
export function writeReports(
  facts: readonly Fact[],
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): RunReport {
  const report = buildReport(facts);
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of WRITERS.flatMap((write) => [...write(report)]))
    writeFileSync(join(folder, file), content);
  const jobSummary = environment['GITHUB_STEP_SUMMARY'];
  if (jobSummary !== undefined && jobSummary !== '') appendFileSync(jobSummary, formatMarkdown(report));
  return report;
}
