import type { Claim } from '../claim.ts';

/** Every watch has broken off since, and has gone on from where it was. */
export function watchesReconnect(since: number): Claim {
  return {
    describe: 'the watches break off and go on',
    dependsOn: ['watch-opened', 'watch-reconnected'],
    evaluate(facts) {
      const opened = facts.filter((fact) => fact.type === 'watch-opened').map(({ kind }) => kind);
      const back = facts.filter((fact) => fact.type === 'watch-reconnected' && fact.at >= since);
      const again = new Set(back.map((fact) => (fact.type === 'watch-reconnected' ? fact.kind : undefined)));
      const missing = [...new Set(opened)].filter((kind) => !again.has(kind));
      const lastSeen = missing.length === 0 ? 'all did' : `those of ${missing.join(', ')} did not`;
      return { holds: opened.length > 0 && missing.length === 0, lastSeen };
    },
  };
}
