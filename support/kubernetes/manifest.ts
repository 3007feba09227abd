import { parseAllDocuments } from 'yaml';

/** An object as somebody wrote it, to be applied. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/**
 * Reads YAML (or JSON) of one or many documents into manifests, in order; empty documents are left out, a List is unfolded.
 * @param source where the text is from, for errors.
 * @throws with line and column for what is not YAML, and with the document's number for what is no Kubernetes object.
 */
export function parseManifests(text: string, source = 'manifest'): Manifest[] {
  // The library answers text without any document with something that is no array.
  const documents = parseAllDocuments(text, { prettyErrors: true });
  const manifests: Manifest[] = [];
  for (const [index, document] of [...documents].entries()) {
    const [error] = document.errors;
    if (error !== undefined) throw new Error(`${source}, document ${index + 1}: ${error.message}`, { cause: error });
    const value: unknown = document.toJS();
    if (value === null || value === undefined) continue;
    const items =
      isRecord(value) && value['kind'] === 'List' && Array.isArray(value['items']) ? value['items'] : [value];
    for (const item of items) manifests.push(checkManifest(item, `${source}, document ${index + 1}`));
  }
  return manifests;
}

/** @throws saying which of apiVersion, kind and metadata.name is missing, and where. */
export function checkManifest(value: unknown, where: string): Manifest {
  if (!isRecord(value)) throw new Error(`${where}: expected an object with apiVersion, kind and metadata.name`);
  const metadata = isRecord(value['metadata']) ? value['metadata'] : {};
  const required = { apiVersion: value['apiVersion'], kind: value['kind'], 'metadata.name': metadata['name'] };
  for (const [field, given] of Object.entries(required)) {
    if (typeof given !== 'string' || given === '') throw new Error(`${where}: ${field} is missing`);
  }
  return value as unknown as Manifest;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
