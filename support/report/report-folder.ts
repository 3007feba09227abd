import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const VARIABLE = 'KINDLING_REPORT';

/**
 * The folder of this run's reports: what `KINDLING_REPORT` names, else `reports/<time>`. Makes nothing; every call in a
 * process, and in what it starts, gives the same folder.
 */
export function reportFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  environment[VARIABLE] ??= join('reports', `${time}-${process.pid}`);
  return resolve(environment[VARIABLE]);
}

/** Makes the folder of this run's reports and points `latest` beside it at it. */
export function openReportFolder(): string {
  const folder = reportFolder();
  mkdirSync(folder, { recursive: true });
  const latest = join(dirname(folder), 'latest');
  rmSync(latest, { force: true });
  symlinkSync(basename(folder), latest);
  return folder;
}
