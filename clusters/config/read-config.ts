import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { clusterWish, type TopologyWish } from './cluster-config.ts';
import { anyFields } from './shapes.ts';

/** What a configuration file asks for. */
export interface ConfigFile {
  readonly name: string | undefined;
  /** A minor such as `1.37`. */
  readonly kubernetes: string | undefined;
  readonly topology: TopologyWish;
}

/**
 * Reads a cluster's configuration file. Paths in it, of an audit policy and of tar files of images, count from its folder.
 * @throws with the file, the path in it, and what is valid there.
 */
export function readConfig(file: string): ConfigFile {
  try {
    const fields = anyFields(readYaml(file) ?? {}, '');
    const { name, kubernetes, ...topology } = clusterWish(withFilesBeside(fields, dirname(file)), '');
    return { name, kubernetes, topology };
  } catch (cause) {
    throw new Error(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Reads an audit policy from a file of its own. */
export function readAuditPolicy(file: string): unknown {
  return readYaml(file);
}

function withFilesBeside(fields: Record<string, unknown>, folder: string): Record<string, unknown> {
  const { auditPolicy, images, ...rest } = fields;
  const beside = (image: unknown) =>
    typeof image === 'string' && image.endsWith('.tar') ? resolve(folder, image) : image;
  return {
    ...rest,
    ...(auditPolicy === undefined
      ? {}
      : { auditPolicy: typeof auditPolicy === 'string' ? readYaml(resolve(folder, auditPolicy)) : auditPolicy }),
    ...(images === undefined ? {} : { images: Array.isArray(images) ? images.map(beside) : images }),
  };
}

function readYaml(file: string): unknown {
  const document = parseDocument(readFileSync(file, 'utf8'));
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`${file} is not YAML: ${error.message}`, { cause: error });
  return document.toJS();
}
