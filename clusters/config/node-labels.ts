import { InvalidConfig } from './invalid-config.ts';
import { anyFields, type Shape } from './shapes.ts';

const NAME = /^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** Labels below kubernetes.io and k8s.io that a kubelet may give its own node (kubernetes: pkg/kubelet/apis/well_known_labels). */
const ALLOWED_PREFIXES = ['kubelet.kubernetes.io', 'node.kubernetes.io'];
const ALLOWED_LABELS = [
  ...['kubernetes.io/hostname', 'kubernetes.io/arch', 'kubernetes.io/os'],
  ...['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'],
  ...['failure-domain.beta.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/region'],
  ...['beta.kubernetes.io/instance-type', 'beta.kubernetes.io/os', 'beta.kubernetes.io/arch'],
];

/** Labels that a kubelet may register its node with: with others it would not start. */
export const nodeLabels: Shape<Record<string, string>> = (value, path) => {
  const labels = anyFields(value, path);
  for (const [key, text] of Object.entries(labels)) {
    if (!isLabelKey(key))
      throw new InvalidConfig(`a name in ${path}`, key, 'a label such as "zone" or "example.com/zone"');
    if (isReserved(key)) {
      throw new InvalidConfig(
        `a name in ${path}`,
        key,
        `a label outside of kubernetes.io and k8s.io, or ${ALLOWED_LABELS.join(', ')}`,
      );
    }
    if (typeof text !== 'string' || (text !== '' && !NAME.test(text))) {
      throw new InvalidConfig(
        `${path}.${key}`,
        text,
        'a label value: letters, digits, ".", "-" and "_" (numbers in quotes)',
      );
    }
  }
  return labels as Record<string, string>;
};

function isLabelKey(key: string): boolean {
  const parts = key.split('/');
  const [prefix, name] = parts.length === 1 ? [undefined, key] : parts;
  return parts.length <= 2 && NAME.test(name ?? '') && (prefix === undefined || PREFIX.test(prefix));
}

function isReserved(key: string): boolean {
  const prefix = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
  const within = (domain: string) => prefix === domain || prefix.endsWith(`.${domain}`);
  return (
    (within('kubernetes.io') || within('k8s.io')) &&
    !ALLOWED_LABELS.includes(key) &&
    key !== 'node.kubernetes.io/instance-type' &&
    !ALLOWED_PREFIXES.some(within)
  );
}
