import { unsupported } from './runner-error.ts';
import type { ModuleExports } from './script-modules.ts';
import type { VirtualUser } from './virtual-user.ts';

/** `k6` (https://grafana.com/docs/k6/latest/javascript-api/k6/): `check` and `fail`. */
export function k6Module(user: VirtualUser): ModuleExports {
  return {
    check: (
      value: unknown,
      checks: Readonly<Record<string, unknown>>,
      tags?: Readonly<Record<string, unknown>>,
    ): boolean => {
      // Every check counts, so no short cut after the first that fails.
      const results = Object.entries(checks).map(([name, condition]) => {
        const result = typeof condition === 'function' ? condition(value) : condition;
        if (result instanceof Promise) throw unsupported(`the async check '${name}'`, 'await before the check');
        if (!user.over) {
          user.run.pushBuiltIn('checks', result ? 1 : 0, user.sampleTags({ check: name }, tags), user.sampleMetadata());
        }
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

function refuse(name: string, instead?: string) {
  return () => {
    throw unsupported(`k6.${name}`, instead);
  };
}
