import type { Fact, FactOf } from '../../timeline/facts.ts';
import type { Claim, Evaluation } from '../claim.ts';

/**
 * The user's script ran to its end, has thresholds, and all of them hold; none of its iterations threw, which k6 would count as
 * complete. Ask it once the script has ended.
 */
export function scriptThresholdsHold(): Claim {
  return aboutScript("the script's thresholds hold", 'all of them', ({ thresholds, exceptions, exitCode }) => {
    const crossed = thresholds.filter(({ holds }) => !holds);
    const lastSeen = `${crossed.length} of ${thresholds.length} thresholds were crossed`;
    if (thresholds.length === 0) return { holds: false, final: true, lastSeen: 'the script has no threshold' };
    const details = [
      ...crossed.map(({ on, expression }) => `${on}: ${expression}`),
      ...exceptions.slice(0, 1).map((text) => `${exceptions.length} iterations threw, the first: ${text}`),
      ...(ENDINGS[exitCode] === undefined ? [] : [ENDINGS[exitCode]]),
    ];
    return { holds: details.length === 0, final: true, lastSeen, details };
  });
}

/** Every check of the user's script was asked and passed each time. Ask it once the script has ended. */
export function scriptChecksPass(): Claim {
  return aboutScript('every check of the script passes', 'all of them', ({ checks }) => {
    const failing = checks.filter(({ failed }) => failed > 0);
    const details = failing.map(({ name, passed, failed }) => `${name}: ${failed} of ${passed + failed} failed`);
    if (checks.length === 0) return { holds: false, final: true, lastSeen: 'the script asked no check' };
    const lastSeen = `${failing.length} of ${checks.length} checks failed`;
    return { holds: failing.length === 0, final: true, lastSeen, details };
  });
}

/** k6's exit codes that say what no threshold says. */
const ENDINGS: Readonly<Record<number, string>> = {
  108: 'the script called exec.test.abort()',
  110: 'the script called exec.test.fail()',
};

function aboutScript(
  describe: string,
  expected: string,
  judge: (finished: FactOf<'script-finished'>) => Evaluation,
): Claim {
  return {
    describe,
    expected,
    dependsOn: ['script-finished'],
    evaluate(facts: readonly Fact[]) {
      const finished = facts.findLast((fact) => fact.type === 'script-finished');
      if (finished !== undefined) return judge(finished);
      const blind = 'no script has run to its end';
      return { holds: false, lastSeen: blind, blind };
    },
  };
}
