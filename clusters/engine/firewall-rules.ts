import type { Subnet } from '../subnet.ts';
import { liesIn, parseRange } from './address-pool.ts';

/** What makes a firewall rule an embedded engine's own. */
export interface RuleOwner {
  /** What its chains' names begin with. */
  readonly chains: string;
  /** The bridges of its networks. */
  readonly bridges: readonly string[];
  /** Where its networks' addresses come from. */
  readonly pool: Subnet;
}

/** What of one table has to go, as arguments of iptables, in an order in which each can. */
export function removals(listing: string, owner: RuleOwner): string[][] {
  const lines = listing.split('\n').filter((line) => line !== '');
  const chains = lines.filter((line) => line.startsWith(`-N ${owner.chains}`)).map((line) => line.slice(3));
  const rules = lines.filter((line) => line.startsWith('-A ')).map(words);
  const foreign = rules.filter(([, chain = '']) => !chains.includes(chain));
  return [
    ...foreign.filter((rule) => isOwn(rule, chains, owner)).map(([, ...rule]) => ['-D', ...rule]),
    // Chains refer to each other, so all are emptied before the first is deleted.
    ...chains.map((chain) => ['-F', chain]),
    ...chains.map((chain) => ['-X', chain]),
  ];
}

/** The policy of a built-in chain in what `iptables -S` lists; undefined when it lists none. */
export function policyOf(chain: string, listing: string): string | undefined {
  return new RegExp(`^-P ${chain} (\\S+)$`, 'm').exec(listing)?.[1];
}

function isOwn(rule: readonly string[], chains: readonly string[], { bridges, pool }: RuleOwner): boolean {
  return rule.some((word, index) => {
    const option = rule[index - 1] ?? '';
    if (option === '-j' || option === '-g') return chains.includes(word);
    if (option === '-i' || option === '-o') return bridges.includes(word);
    return (option === '-s' || option === '-d') && /^[\d./]+$/.test(word) && liesIn(parseRange(word), pool);
  });
}

/** Words of a listed rule; iptables quotes texts that hold spaces, and escapes quotes in them. */
function words(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
    ([, quoted, plain]) => plain ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? '',
  );
}
