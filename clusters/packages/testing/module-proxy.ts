import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** A Go module that a proxy serves, and the lines of a go.sum that name its content. */
export interface ServedModule {
  /** For GOPROXY. */
  readonly proxy: string;
  readonly sums: readonly string[];
}

/** Writes a Go module proxy of one module into a folder (https://go.dev/ref/mod#goproxy-protocol). */
export function writeModuleProxy(
  folder: string,
  path: string,
  version: string,
  files: Readonly<Record<string, string>> & { readonly 'go.mod': string },
): ServedModule {
  const served = join(folder, path, '@v');
  mkdirSync(served, { recursive: true });
  const named = Object.entries(files).map(([name, content]) => [`${path}@${version}/${name}`, content] as const);
  writeFileSync(join(served, `${version}.info`), JSON.stringify({ Version: version }));
  writeFileSync(join(served, `${version}.mod`), files['go.mod']);
  writeFileSync(join(served, `${version}.zip`), zip(named));
  return {
    proxy: `file://${folder}`,
    sums: [`${path} ${version} ${sum(named)}`, `${path} ${version}/go.mod ${sum([['go.mod', files['go.mod']]])}`],
  };
}

/** The `h1:` sum of files (golang.org/x/mod/sumdb/dirhash, Hash1). */
function sum(files: readonly (readonly [name: string, content: string])[]): string {
  const lines = files.map(([name, content]) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`);
  const sorted = lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1));
  return `h1:${createHash('sha256').update(sorted.join('')).digest('base64')}`;
}

/** A zip archive of files that are stored as they are. */
function zip(files: readonly (readonly [name: string, content: string])[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(Buffer.byteLength(content), 14);
    common.writeUInt32LE(Buffer.byteLength(content), 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name + content)]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, Buffer.from(name));
    bodies.push(body);
    offset += body.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, entries, end]);
}
