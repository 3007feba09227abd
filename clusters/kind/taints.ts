/** What a taint does to pods that do not tolerate it. */
const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** A taint as the API has it. */
export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

/** What kubeadm puts on control planes to keep pods away. */
export const controlPlaneTaint: Taint = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };

/** Reads a taint as kubectl writes it, `key=value:effect` or `key:effect`. @throws when it is not one. */
export function parseTaint(text: string): Taint {
  const match = /^([a-zA-Z0-9][\w./-]*)(?:=([\w.-]*))?:(\w+)$/.exec(text);
  const [, key = '', value, effect = ''] = match ?? [];
  if (match === null || !TAINT_EFFECTS.includes(effect)) {
    throw new Error(
      `"${text}" is not a taint: write key=value:effect or key:effect, effect one of ${TAINT_EFFECTS.join(', ')}`,
    );
  }
  return value === undefined ? { key, effect } : { key, value, effect };
}

/** Writes a taint as kubectl and the kubelet's `--register-with-taints` read it. */
export function formatTaint({ key, value, effect }: Taint): string {
  return `${key}${value === undefined ? '' : `=${value}`}:${effect}`;
}
