import type { ModuleExports } from './script-modules.ts';
import type { VirtualUser } from './virtual-user.ts';

/** `k6` (https://grafana.com/docs/k6/latest/javascript-api/k6/): `check` and `fail`. */
export function k6Module(user: VirtualUser): ModuleExports {
  const refuse = (name: string, instead?: string) => () => user.run.refuse(`k6.${name}`, instead);
  return {
    check: (
      value: unknown,
      checks: Readonly<Record<string, unknown>>,
      tags?: Readonly<Record<string, unknown>>,
    ): boolean => {
      const count = (name: string, passes: boolean) => {
        if (user.over) return;
        user.run.pushBuiltIn('checks', passes ? 1 : 0, user.sampleTags({ check: name }, tags), user.sampleMetadata());
      };
      // Every check counts, so no short cut after the first that fails.
      const results = Object.entries(checks).map(([name, condition]) => {
        const result = resultOf(condition, value, () => count(name, false));
        if (result instanceof Promise) user.run.refuse(`the async check '${name}'`, 'await before the check');
        count(name, Boolean(result));
        return Boolean(result);
      });
      return results.every(Boolean);
    },
    fail: (message?: string) => {
      throw new Error(message ?? '');
    },
    sleep: refuse('sleep', 'await a promise that setTimeout resolves'),
    group: refuse('group'),
    randomSeed: refuse('randomSeed'),
  };
}

/** @param onThrow is told before what a check throws goes on: in k6 that check has failed, and those after it are not asked. */
function resultOf(condition: unknown, value: unknown, onThrow: () => void): unknown {
  if (typeof condition !== 'function') return condition;
  try {
    return condition(value);
  } catch (error) {
    onThrow();
    throw error;
  }
}
