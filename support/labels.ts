/** A label with its value, `app=rng`. */
export interface Label {
  readonly key: string;
  readonly value: string;
}

/** What a key's name and a value may be: qualified names of k8s.io/apimachinery/pkg/util/validation, at most 63 characters. */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
/** What may stand before a key's name: a DNS subdomain, at most 253 characters. */
const PREFIX = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** Reads `app=rng`. @throws for what Kubernetes takes for no label, with what is valid. */
export function parseLabel(text: string): Label {
  const [, key = '', value] = /^([^=]*)=([^=]*)$/.exec(text.trim()) ?? [];
  if (value === undefined || (value !== '' && !NAME.test(value))) throw noLabel(text);
  return { key: parseLabelKey(key, text), value };
}

/** Reads an annotation, whose value may be anything: `controller.kubernetes.io/pod-deletion-cost=-100`. @throws for a key that is none. */
export function parseAnnotation(text: string): Label {
  const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  return { key: parseLabelKey(key, text), value };
}

/** Reads a key, `app` or `example.com/app`. @param text of which it is a part, for the error. @throws as `parseLabel`. */
export function parseLabelKey(key: string, text: string = key): string {
  const [name = '', prefix, ...more] = key.split('/').reverse();
  if (more.length > 0 || !NAME.test(name) || (prefix !== undefined && !PREFIX.test(prefix))) throw noLabel(text);
  return key;
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
    `"${text}" is no label: write KEY=VALUE such as app=rng or example.com/tier=web, of letters, digits, "-", "_" and ".", ` +
      'with a letter or digit at both ends, at most 63 characters each; the value may be empty',
  );
}
