import type { Fact, FactOf } from '../timeline/facts.ts';

/** The gaps in what watches saw, by when they began; one that is told twice counts once. */
export function gapsIn(facts: readonly Fact[]): FactOf<'watch-gap'>[] {
  const gaps = new Map<string, FactOf<'watch-gap'>>();
  for (const fact of facts) {
    if (fact.type === 'watch-gap') gaps.set(`${fact.kind} ${fact.namespace} ${fact.from} ${fact.to}`, fact);
  }
  return [...gaps.values()].sort((a, b) => a.from - b.from || a.seq - b.seq);
}
