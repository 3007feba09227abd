/** A label with its value, `app=rng`. */
export interface Label {
  readonly key: string;
  readonly value: string;
}

/** What a key's name and a value may be: qualified names of k8s.io/apimachinery/pkg/util/validation, at most 63 characters. */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
/** What may stand before a key's name: a DNS subdomain, at most 253 characters. */
const PREFIX = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

const VALID = 'of letters, digits, "-", "_" and ".", with a letter or digit at both ends, at most 63 characters';

/** Reads `app=rng`. @throws for what Kubernetes takes for no label, with what is valid. */
export function parseLabel(text: string): Label {
  const [, key = '', value] = /^([^=]*)=([^=]*)$/.exec(text.trim()) ?? [];
  if (value === undefined || (value !== '' && !NAME.test(value)) || !isKey(key)) throw noLabel(text);
  return { key, value };
}

/** Reads an annotation, whose value may be anything: `controller.kubernetes.io/pod-deletion-cost=-100`. @throws for a key that is none. */
export function parseAnnotation(text: string): Label {
  const [, key = '', value] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  if (value === undefined) throw new Error(`"${text}" is no annotation: write KEY=VALUE; the value may be anything`);
  return { key: parseLabelKey(key), value };
}

/** Reads a value, `rng`. @throws for what is none, with what is valid. */
export function parseLabelValue(value: string): string {
  if (NAME.test(value)) return value;
  throw new Error(`"${value}" is no value of a label: write one such as rng, ${VALID}`);
}

/** Reads a key, `app` or `example.com/app`. @throws for what is none, with what is valid. */
export function parseLabelKey(key: string): string {
  if (isKey(key)) return key;
  throw new Error(
    `"${key}" is no key of a label or an annotation: write one such as app or example.com/tier, ${VALID}`,
  );
}

function isKey(key: string): boolean {
  const [name = '', prefix, ...more] = key.split('/').reverse();
  return more.length === 0 && NAME.test(name) && (prefix === undefined || PREFIX.test(prefix));
}

/** Reads `app=rng,active=yes`. @throws as `parseLabel`, and where a key comes twice. */
export function parseLabels(text: string): Readonly<Record<string, string>> {
  const labels = new Map<string, string>();
  for (const { key, value } of text.split(',').map(parseLabel)) {
    if (labels.has(key)) throw new Error(`"${text}" has the label ${key} twice: an object has one value of each`);
    labels.set(key, value);
  }
  return Object.fromEntries(labels);
}

function noLabel(text: string): Error {
  return new Error(
    `"${text}" is no label: write KEY=VALUE such as app=rng or example.com/tier=web, ${VALID} each; the value may be empty`,
  );
}
