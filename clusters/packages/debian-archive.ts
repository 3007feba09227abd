import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { cacheFolder } from '../host/cache.ts';

/** The Debian releases that Kindling takes packages from. */
export type DebianRelease = 'bookworm' | 'trixie';

const RELEASES: readonly DebianRelease[] = ['bookworm', 'trixie'];
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** Package lists younger than this are used as they are: Debian's stable releases change a few times a year. */
const LISTS_FRESH_MS = 24 * 60 * 60 * 1000;

/**
 * Debian's package archive as this host is configured to reach it, with package lists of our own: the host's apt lists,
 * sources and installed packages are never touched.
 */
export class DebianArchive {
  /** Base address of the archive, from the host's own apt sources. */
  readonly mirror: string;
  /** Keys that the archive's signatures are checked against. */
  readonly keyring = KEYRING;
  readonly #configuration: string;
  readonly #folder: string;

  private constructor(mirror: string, folder: string) {
    this.mirror = mirror;
    this.#folder = folder;
    this.#configuration = join(folder, 'apt.conf');
  }

  /** Opens the archive. @throws when the host has no apt, no Debian source or no Debian keyring. */
  static async open(): Promise<DebianArchive> {
    const { stdout, exitCode } = await execa(
      'apt-get',
      ['indextargets', '--format', '$(SITE)|$(RELEASE)', 'Created-By: Packages'],
      {
        reject: false,
      },
    );
    if (exitCode === undefined) throw new Error('Debian packages are needed, but this host has no apt-get');
    const mirror = stdout
      .split('\n')
      .map((line) => line.split('|'))
      .find(([, release]) => RELEASES.some((known) => known === release))?.[0];
    if (mirror === undefined) {
      throw new Error(
        `Debian packages are needed, but the host's apt sources name no Debian release (${RELEASES.join(', ')})`,
      );
    }
    if (!existsSync(KEYRING)) {
      throw new Error(`Debian packages are needed, but ${KEYRING} is missing: apt-get install debian-archive-keyring`);
    }
    const archive = new DebianArchive(mirror, cacheFolder('apt'));
    archive.#configure();
    return archive;
  }

  /** Downloads package files into `folder` after their signatures were checked. Each is named `package/release`. */
  async download(packages: readonly string[], folder: string, signal: AbortSignal): Promise<void> {
    await this.#refreshLists(signal);
    mkdirSync(folder, { recursive: true });
    await this.#apt(['download', ...packages], signal, folder);
  }

  #configure(): void {
    for (const needed of ['lists/partial', 'archives/partial'])
      mkdirSync(join(this.#folder, needed), { recursive: true });
    const sources = RELEASES.map(
      (release) => `Types: deb\nURIs: ${this.mirror}\nSuites: ${release}\nComponents: main\nSigned-By: ${KEYRING}\n`,
    );
    writeFileSync(join(this.#folder, 'debian.sources'), sources.join('\n'));
    writeFileSync(join(this.#folder, 'status'), '');
    const settings = {
      'Dir::State': this.#folder,
      'Dir::State::lists': join(this.#folder, 'lists'),
      'Dir::State::status': join(this.#folder, 'status'),
      'Dir::Cache': this.#folder,
      'Dir::Etc::sourcelist': join(this.#folder, 'debian.sources'),
      'Dir::Etc::sourceparts': '/dev/null',
      'Dir::Etc::preferences': '/dev/null',
      'Dir::Etc::preferencesparts': '/dev/null',
      'Acquire::Languages': 'none',
      'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
      'APT::Sandbox::User': 'root',
    };
    const lines = Object.entries(settings).map(([key, value]) => `${key} "${value}";\n`);
    writeFileSync(this.#configuration, lines.join(''));
  }

  async #refreshLists(signal: AbortSignal): Promise<void> {
    const stamp = join(this.#folder, 'lists-fetched');
    if (existsSync(stamp) && Date.now() - statSync(stamp).mtimeMs < LISTS_FRESH_MS) return;
    await this.#apt(['update', '--error-on=any'], signal, this.#folder);
    writeFileSync(stamp, '');
  }

  async #apt(arguments_: string[], signal: AbortSignal, cwd: string): Promise<void> {
    await execa('apt-get', ['--quiet', '--assume-yes', ...arguments_], {
      cwd,
      env: { APT_CONFIG: this.#configuration, DEBIAN_FRONTEND: 'noninteractive' },
      cancelSignal: signal,
    });
  }
}
