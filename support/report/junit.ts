import { cellsOf } from './cells.ts';
import { escapeMarkup } from './markup.ts';
import { meterErrorWords, meterWords } from './meter-words.ts';
import type { RunReport } from './model.ts';
import type { ScenarioReport } from './scenario-report.ts';

/**
 * The run as JUnit XML, a suite per feature.
 *
 * A false claim is a `<failure>`. What broke is an `<error>`, and so is what is invalid, with `type="invalid"`: JUnit has
 * no third word, `<skipped>` would turn the build green, and `<failure>` would say that the claim is false.
 */
export function formatJUnit(report: RunReport): string {
  const suites = [...Map.groupBy(report.scenarios, ({ feature }) => feature)];
  const body = suites.map(([feature, scenarios]) => suite(feature, scenarios, report)).join('');
  const attributes = `name="kindling" ${counters(report.scenarios)}`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes}>\n${body}</testsuites>\n`;
}

function suite(feature: string, scenarios: readonly ScenarioReport[], report: RunReport): string {
  const timestamp = new Date(Math.min(...scenarios.map(({ startedAt }) => startedAt))).toISOString();
  const names = stableNames(scenarios);
  const cases = scenarios.map((scenario, index) => testCase(scenario, names[index] ?? scenario.name, report)).join('');
  const attributes = `name="${escapeMarkup(feature)}" timestamp="${timestamp}" ${counters(scenarios)}`;
  return `  <testsuite ${attributes}>\n${cases}  </testsuite>\n`;
}

function counters(scenarios: readonly ScenarioReport[]): string {
  const count = (...verdicts: string[]) => scenarios.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const time = scenarios.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3);
  return `tests="${scenarios.length}" failures="${count('failed')}" errors="${count('broken', 'invalid')}" time="${time}"`;
}

/** Rows of an outline may share a name; CI systems follow a test by it, so later ones are numbered. */
function stableNames(scenarios: readonly ScenarioReport[]): string[] {
  const seen = new Map<string, number>();
  return scenarios.map(({ rule, name }) => {
    const full = rule === undefined ? name : `${rule}: ${name}`;
    const number = (seen.get(full) ?? 0) + 1;
    seen.set(full, number);
    return number === 1 ? full : `${full} (${number})`;
  });
}

function testCase(scenario: ScenarioReport, name: string, report: RunReport): string {
  const { feature, uri, line, seconds } = scenario;
  const where = `file="${escapeMarkup(uri)}" line="${line}"`;
  const who = `classname="${escapeMarkup(feature)}" name="${escapeMarkup(name)}"`;
  const inner = [properties(scenario, report), outcome(scenario)].filter((part) => part !== '').join('\n');
  return `    <testcase ${who} ${where} time="${seconds.toFixed(3)}">\n${inner}\n    </testcase>\n`;
}

function properties(scenario: ScenarioReport, { calibrations }: RunReport): string {
  const { recreated, members, requests } = cellsOf(scenario);
  const property = (name: string, value: string) => `        <property name="${name}" value="${escapeMarkup(value)}"/>`;
  const all = [property('recreated', recreated), property('members', members), property('failed/requests', requests)];
  if (scenario.meter !== undefined) {
    all.push(property('measured by', meterWords(scenario.meter)));
    all.push(property('meter error', meterErrorWords(scenario.meter, calibrations)));
  }
  return `      <properties>\n${all.join('\n')}\n      </properties>`;
}

function outcome({ verdict, reason = 'no reason was given' }: ScenarioReport): string {
  if (verdict === 'passed') return '';
  const element = verdict === 'failed' ? 'failure' : 'error';
  const [message = ''] = reason.split('\n');
  return `      <${element} type="${verdict}" message="${escapeMarkup(message)}">${escapeMarkup(reason)}</${element}>`;
}
