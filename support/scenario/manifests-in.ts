import { readFileSync } from 'node:fs';
import { type Manifest, parseManifests } from '../kubernetes/manifest.ts';
import { findFile } from './find-file.ts';

/**
 * The manifests in a file of YAML, of one or many documents, that stands beside a feature or is named from the project's folder.
 * @param feature the feature's file; undefined when it is not known.
 * @throws when it is in neither place, and for what is no manifest, with the file, the document and, in bad YAML, the line.
 */
export function manifestsIn(path: string, feature: string | undefined): Manifest[] {
  const file = findFile('manifest', path, feature);
  return parseManifests(readFileSync(file, 'utf8'), file);
}
