import type { Verdict } from '../../clusters/host/checks/check.ts';

/** One line of the doctor's table. */
export interface Finding {
  readonly subject: string;
  readonly verdict: 'ok' | 'set for the run' | 'warning' | 'error';
  readonly found: string;
  /** What mends it, for a person to type. */
  readonly remedy?: string;
}

/** A verdict on the host as a line of the table: what can be set is set when a cluster starts, and not by the doctor. */
export function findingOf(verdict: Verdict): Finding {
  const { subject, found, level } = verdict;
  if (level === 'settable') return { subject, verdict: 'set for the run', found };
  return { subject, verdict: level, found, ...('remedy' in verdict ? { remedy: verdict.remedy } : {}) };
}

/** Whether scenarios can run: nothing is an error. */
export function canRun(findings: readonly Finding[]): boolean {
  return findings.every(({ verdict }) => verdict !== 'error');
}

/** The table, a line for each finding, and one more for what mends it. */
export function diagnosisTable(findings: readonly Finding[]): string {
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  const verdicts = widest(findings.map(({ verdict }) => verdict));
  const subjects = widest(findings.map(({ subject }) => subject));
  const lines = findings.flatMap(({ subject, verdict, found, remedy }) => [
    `${verdict.padEnd(verdicts)}  ${subject.padEnd(subjects)}  ${found}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(verdicts + subjects + 4)}to mend it: ${remedy}`]),
  ]);
  return `${lines.join('\n')}\n`;
}
