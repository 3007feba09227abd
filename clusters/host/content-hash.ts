import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Names inputs by their content: the first 16 hex digits of a SHA-256 over the given texts, and over name, execute bit and
 * bytes of every file below the given paths.
 */
export function contentHash(paths: readonly string[], texts: readonly string[] = []): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`text ${text.length} ${text}`);
  for (const path of paths) {
    for (const file of filesBelow(path)) {
      const content = readFileSync(file);
      const executable = (statSync(file).mode & 0o100) !== 0;
      hash.update(`file ${relative(path, file)} ${executable} ${content.length} `).update(content);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
