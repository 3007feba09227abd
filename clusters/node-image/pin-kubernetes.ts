import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadModule, goModTidy, readGoMod } from '../packages/go-modules.ts';
import { checkVersions } from './check-versions.ts';
import { kubernetesGoMod } from './kubernetes-go-mod.ts';

const SOURCES = join(import.meta.dirname, 'go', 'kubernetes');
const VERSIONS = join(import.meta.dirname, '..', 'versions.json');

/**
 * Pins what a local build of one Kubernetes minor is made from to a patch release: writes go.mod and go.sum of the minor
 * from the release's own go.mod, and notes the release in clusters/versions.json.
 * @param version with its `v`, e.g. `v1.36.3`.
 * @returns the files written.
 * @throws when versions.json has no such minor, since a person has to look up its published image first.
 */
export async function pinKubernetes(version: string, signal: AbortSignal): Promise<string[]> {
  const minor = /^v(\d+\.\d+)\.\d+$/.exec(version)?.[1];
  if (minor === undefined) throw new Error(`"${version}" is no Kubernetes release: write it like v1.36.3`);
  const versions = withRelease(minor, version);
  const published = await readGoMod(await downloadModule(`k8s.io/kubernetes@${version}`, signal), signal);
  const work = mkdtempSync(join(tmpdir(), 'kindling-pin-'));
  try {
    writeFileSync(join(work, 'go.mod'), kubernetesGoMod(version, published));
    copyFileSync(join(SOURCES, 'main.go'), join(work, 'main.go'));
    await goModTidy(work, signal);
    const folder = join(SOURCES, `v${minor}`);
    mkdirSync(folder, { recursive: true });
    const modules = ['go.mod', 'go.sum'];
    for (const name of modules) copyFileSync(join(work, name), join(folder, name));
    writeFileSync(VERSIONS, versions);
    return [...modules.map((name) => join(folder, name)), VERSIONS];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** clusters/versions.json with another release for one minor. */
function withRelease(minor: string, version: string): string {
  const versions = checkVersions(JSON.parse(readFileSync(VERSIONS, 'utf8')));
  const known = versions.minors[minor];
  if (known === undefined) {
    throw new Error(
      `clusters/versions.json has no minors.${minor}: add it with tag and digest of the image that the kind project publishes, and run this again`,
    );
  }
  const minors = { ...versions.minors, [minor]: { ...known, build: { ...known.build, kubernetes: version } } };
  return `${JSON.stringify({ ...versions, minors }, undefined, 2)}\n`;
}
