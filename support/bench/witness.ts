import type { AuditEvent } from '../../clusters/cluster.ts';
import type { Fact, Verdict } from '../timeline/facts.ts';
import { auditedPods } from './audited-pods.ts';
import { type Difference, differences } from './compare-witness.ts';
import { podFindings } from './pod-findings.ts';
import type { PodRecord } from './pod-record.ts';
import { toldScenarios } from './told-scenarios.ts';

/** A watch tells of a write within this time, even on a machine that has much to do. */
const LATEST_MS = 1500;

/** One scenario before the witness. */
export interface Testimony {
  readonly scenario: string;
  readonly verdict: Verdict;
  readonly pods: number;
  readonly created: number;
  readonly deleted: number;
  readonly adopted: number;
  /** Released or orphaned. */
  readonly released: number;
  /** A watch had a gap: the scenario knows that it did not see everything, and is invalid. */
  readonly gap: boolean;
  readonly differences: readonly Difference[];
}

/**
 * Holds what was found of every pod of every scenario against the audit log of the cluster that they ran on.
 * @throws when no scenario ran: a witness that was asked nothing proves nothing.
 */
export function hearWitness(facts: readonly Fact[], events: readonly AuditEvent[]): Testimony[] {
  const testimonies = testimoniesOf(facts, events);
  if (testimonies.length === 0) throw new Error('no scenario ran, so the witness was asked nothing');
  return testimonies;
}

/** Whether no scenario saw everything: then the witness can neither agree nor differ. */
export function allHaveGaps(testimonies: readonly Testimony[]): boolean {
  return testimonies.every(({ gap }) => gap);
}

function testimoniesOf(facts: readonly Fact[], events: readonly AuditEvent[]): Testimony[] {
  return toldScenarios(facts).map(({ started: { name: scenario, namespace }, own, finished, verdict }) => {
    const end = finished?.at ?? own.at(-1)?.at ?? 0;
    const found = podFindings(own.filter(({ at }) => at <= end));
    const must = auditedPods(events, namespace, end - LATEST_MS);
    const all = [...found.values()];
    return {
      scenario,
      verdict,
      ...{ pods: all.length, created: count(all, ({ created }) => created !== undefined) },
      deleted: count(all, ({ deleted }) => deleted !== undefined),
      adopted: changesIn(all, /^adopted/),
      released: changesIn(all, /^(released|orphaned)/),
      gap: own.some(({ type }) => type === 'watch-gap'),
      differences: differences(found, must, auditedPods(events, namespace, end)),
    };
  });
}

function count(records: readonly PodRecord[], is: (record: PodRecord) => boolean): number {
  return records.filter(is).length;
}

function changesIn(records: readonly PodRecord[], kind: RegExp): number {
  return records.flatMap(({ changes }) => changes).filter((change) => kind.test(change)).length;
}

/** The differences that nobody knew of: in scenarios without a gap. */
export function unknownDifferences(testimonies: readonly Testimony[]): Difference[] {
  return testimonies.filter(({ gap }) => !gap).flatMap((testimony) => testimony.differences);
}

/** What the witness said, for people: a line a scenario, its differences below. */
export function formatTestimonies(testimonies: readonly Testimony[]): string {
  const lines = testimonies.flatMap(
    ({ scenario, verdict, gap, pods, created, deleted, adopted, released, ...rest }) => {
      const counts = `${pods} pods: ${created} created, ${deleted} deleted, ${adopted} adopted, ${released} released`;
      const agrees = rest.differences.length === 0 ? 'agrees' : 'DIFFERS';
      return [
        `${agrees}  ${scenario} (${verdict}${gap ? ', with a gap in a watch' : ''}): ${counts}`,
        ...rest.differences.map(({ pod, uid, what, found, witnessed }) => {
          return `    ${pod} (${uid}) ${what}: found ${found}, witnessed ${witnessed}`;
        }),
      ];
    },
  );
  const sum = (of: (testimony: Testimony) => number) => testimonies.reduce((total, each) => total + of(each), 0);
  const differing = unknownDifferences(testimonies).length;
  lines.push(
    '',
    `${testimonies.length} scenarios, ${sum(({ pods }) => pods)} pods: ${sum(({ created }) => created)} created, ` +
      `${sum(({ deleted }) => deleted)} deleted, ${sum(({ adopted }) => adopted)} adopted, ` +
      `${sum(({ released }) => released)} released; ${differing} differences, ` +
      `${sum((each) => (each.gap ? each.differences.length : 0))} more in scenarios that know of a gap`,
  );
  return `${lines.join('\n')}\n`;
}
