import type { RawObject } from '../kubernetes/raw-object.ts';

/** A taint of a node. */
export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** The taints of a node. */
export function taintsOf({ spec }: RawObject): readonly Taint[] {
  return (spec as { readonly taints?: readonly Taint[] } | undefined)?.taints ?? [];
}

/** As kubectl writes it: `maintenance=now:NoExecute`. */
export function formatTaint({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ''}:${effect}`;
}

/** Reads a taint as kubectl writes it. @throws with what is valid. */
export function parseTaint(text: string): Taint {
  const [, key, value, effect] = /^([A-Za-z0-9./_-]+)(?:=([A-Za-z0-9._-]*))?:(\w+)$/.exec(text) ?? [];
  if (key === undefined || effect === undefined || !EFFECTS.includes(effect)) {
    throw new Error(
      `"${text}" is no taint: write KEY:EFFECT or KEY=VALUE:EFFECT, with an effect of ${EFFECTS.join(', ')}`,
    );
  }
  return { key, ...(value ? { value } : {}), effect: effect as Taint['effect'] };
}
