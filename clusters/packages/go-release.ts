import { readFileSync } from 'node:fs';
import { GoMissing, runGo } from './go-toolchain.ts';

/** Since this release the go command fetches a newer one by itself where GOTOOLCHAIN lets it (https://go.dev/doc/toolchain). */
const FETCHES_OTHERS = '1.21';
const REMEDY = 'install it from https://go.dev/doc/install, or use an image that need not be built';

/**
 * Makes sure that the go command on PATH can build the given modules, so that nobody hears of it after minutes of work.
 * @param goMods go.mod files; the newest release that one of them asks for is needed.
 * @throws naming the release that is needed and the one that is there.
 */
export async function requireGo(goMods: readonly string[], signal: AbortSignal): Promise<void> {
  const needed = newestGo(goMods.map((file) => goLine(readFileSync(file, 'utf8'), file)));
  let present: { GOVERSION: string; GOTOOLCHAIN: string };
  try {
    present = JSON.parse(await runGo(['env', '-json', 'GOVERSION', 'GOTOOLCHAIN'], signal));
  } catch (error) {
    if (!(error instanceof GoMissing)) throw error;
    throw new Error(`Building a node image needs Go ${needed} or newer, and there is no \`go\` on PATH: ${REMEDY}`, {
      cause: error,
    });
  }
  const release = present.GOVERSION.replace(/^go/, '');
  if (compareGo(release, needed) >= 0) return;
  const fetches = present.GOTOOLCHAIN.includes('auto') && compareGo(release, FETCHES_OTHERS) >= 0;
  if (fetches) return;
  throw new Error(`Building a node image needs Go ${needed} or newer, and \`go\` on PATH is ${release}: ${REMEDY}`);
}

/** The release of the `go` line of a go.mod. */
function goLine(content: string, file: string): string {
  const release = /^go (\S+)$/m.exec(content)?.[1];
  if (release === undefined) throw new Error(`${file} has no "go" line`);
  return release;
}

/** The newest of Go releases such as `1.26`, `1.26.8` and `1.27rc1`. */
function newestGo(releases: readonly string[]): string {
  return releases.toSorted(compareGo).at(-1) ?? FETCHES_OTHERS;
}

/**
 * Orders Go releases. A release candidate is older than the release; a development build (`devel …`) is newer than all, since
 * who has one has made it himself.
 */
function compareGo(a: string, b: string): number {
  const parts = (release: string) => {
    const match = /^(\d+)\.(\d+)(?:\.(\d+))?(?:(?:rc|beta)(\d+))?/.exec(release);
    if (match === null) return [Number.POSITIVE_INFINITY];
    return [...match.slice(1, 4).map((part) => Number(part ?? 0)), Number(match[4] ?? Number.POSITIVE_INFINITY)];
  };
  const [left, right] = [parts(a), parts(b)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at === -1 ? 0 : (left[at] as number) < (right[at] ?? -1) ? -1 : 1;
}
