import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A home directory with what Docker's own program and testcontainers write there; it goes with its test. */
export class DockerHome {
  readonly path: string;

  constructor(context: TestContext) {
    this.path = mkdtempSync(join(tmpdir(), 'kindling-docker-home-'));
    // Tests also look as another user.
    chmodSync(this.path, 0o755);
    context.after(() => rmSync(this.path, { recursive: true, force: true }));
  }

  /** Writes a file. @param text as it is, or what its JSON says. */
  write(path: string, text: unknown): void {
    const file = join(this.path, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, typeof text === 'string' ? text : JSON.stringify(text));
  }

  /** As `docker context create` (Docker 28) does it. @returns the folder that its TLS files would be in. */
  addContext(name: string, host: string): string {
    const id = createHash('sha256').update(name).digest('hex');
    this.write(`.docker/contexts/meta/${id}/meta.json`, {
      Name: name,
      Metadata: {},
      Endpoints: { docker: { Host: host, SkipTLSVerify: false } },
    });
    return join(this.path, '.docker', 'contexts', 'tls', id, 'docker');
  }

  /** As `docker context use` does it. */
  useContext(name: string): void {
    this.write('.docker/config.json', { auths: {}, currentContext: name });
  }
}

/** Gives this process an environment in which nobody says where Docker is but a home of the test's, until the test ends. */
export function ownDockerHome(context: TestContext): DockerHome {
  const home = new DockerHome(context);
  const before = { ...process.env };
  context.after(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });
  for (const name of Object.keys(process.env)) if (/^(DOCKER|KINDLING_ENGINE)/.test(name)) delete process.env[name];
  process.env['HOME'] = home.path;
  // In a container testcontainers would ask the engine for its gateway.
  process.env['TESTCONTAINERS_HOST_OVERRIDE'] = '127.0.0.1';
  return home;
}
