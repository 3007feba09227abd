import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import Docker from 'dockerode';
import { execa } from 'execa';
import { mountsBelow, unmountBelow } from '../host/mounts.ts';
import { processesNaming, signalProcess } from '../host/processes.ts';
import { unpackEngine } from './engine-packages.ts';
import { type EnginePlaces, enginePlaces } from './engine-places.ts';

/*
 * Each engine has a cache of its own. They run in a network namespace of the test's, so that the host's firewall can be compared
 * to the letter while other engines work beside it.
 */
const NAMESPACE = `kindling-test-${process.pid}`;
const skip =
  process.platform === 'linux' && process.getuid?.() === 0 ? false : 'NOT TESTED: embedded engines need Linux as root';
const options = { skip, timeout: 120_000 };
const { signal } = new AbortController();
const caches: string[] = [];
let tools = '';

before(
  async () => {
    if (skip !== false) return;
    tools = (await unpackEngine(() => {}, signal)).bin;
    await execa('ip', ['netns', 'add', NAMESPACE]);
    await inNamespace('ip', ['link', 'set', 'lo', 'up']);
    await inNamespace('sh', ['-c', 'echo 0 >/proc/sys/net/ipv4/ip_forward']);
    await inNamespace(join(tools, 'iptables'), ['-A', 'INPUT', '-p', 'tcp', '--dport', '9', '-j', 'DROP']);
    // A chain of another Docker, which must come to no harm.
    await inNamespace(join(tools, 'iptables'), ['-t', 'nat', '-N', 'DOCKER']);
    await inNamespace(join(tools, 'iptables'), ['-t', 'nat', '-A', 'PREROUTING', '-j', 'DOCKER']);
  },
  { timeout: 300_000 },
);

after(async () => {
  if (skip !== false) return;
  for (const cache of caches) {
    const { execRoot, root } = enginePlaces(join(cache, 'engine'));
    for (const { pid } of processesNaming(execRoot)) signalProcess(pid, 'SIGKILL');
    unmountBelow(root);
    rmSync(cache, { recursive: true, force: true });
  }
  await execa('ip', ['netns', 'delete', NAMESPACE], { reject: false });
});

test('a stopped engine leaves firewall, forwarding and bridges as it found them', options, async () => {
  const found = await hostState();
  const engine = newEngine();
  await engine.start();
  await engine.runContainer();
  assert.match(await firewall(), new RegExp(`-A ${engine.places.chains} .*DNAT`), 'a door was made');
  assert.equal(await forwarding(), '1');
  await engine.stop();
  assert.deepEqual(await hostState(), found);
});

test('two engines live side by side, and each stops without harm to the other', options, async () => {
  const found = await hostState();
  const [one, other] = [newEngine(), newEngine()];
  await one.start();
  const subnet = await one.runContainer();
  const doors = (text: string) => text.split('\n').filter((line) => line.includes(`-A ${one.places.chains} `));
  const before = doors(await firewall());
  assert.ok(before.length > 0);
  await other.start();
  assert.notEqual(await other.runContainer(), subnet);
  assert.deepEqual(doors(await firewall()), before);
  await other.stop();
  assert.deepEqual(doors(await firewall()), before);
  assert.equal(await forwarding(), '1', 'the engine that still runs needs it');
  await one.stop();
  assert.deepEqual(await hostState(), found);
});

test('an engine that was killed with all it ran starts clean again', options, async () => {
  const found = await hostState();
  const engine = newEngine();
  await engine.start();
  await engine.runContainer();
  for (const { pid } of processesNaming(engine.places.execRoot)) signalProcess(pid, 'SIGKILL');
  assert.ok(mountsBelow(engine.places.root).length > 0, 'a killed engine leaves mounts');
  await engine.start();
  const [container] = await engine.docker.listContainers({ all: true });
  assert.equal(container?.State, 'exited');
  await engine.runContainer();
  for (const { pid } of processesNaming(engine.places.execRoot)) signalProcess(pid, 'SIGKILL');
  await engine.stop();
  assert.deepEqual(await hostState(), found);
  assert.deepEqual(mountsBelow(engine.places.root), []);
});

test('an engine works on when the folder is removed from which it was started', options, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-engine-test-'));
  const engine = newEngine(folder);
  await engine.start();
  rmSync(folder, { recursive: true });
  await engine.runContainer();
  await engine.stop();
});

interface TestEngine {
  readonly places: EnginePlaces;
  readonly docker: Docker;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Runs a container with a door in a network of its own. @returns the network's range. */
  runContainer(): Promise<string>;
}

/** @param cwd where it is started. */
function newEngine(cwd = process.cwd()): TestEngine {
  const cache = mkdtempSync(join(tmpdir(), 'kindling-engine-test-'));
  caches.push(cache);
  const places = enginePlaces(join(cache, 'engine'));
  mkdirSync(places.root, { recursive: true });
  symlinkSync(dirname(tools), join(places.root, basename(dirname(tools))));
  const docker = new Docker({ socketPath: places.socket });
  const run = (code: string, place: { readonly cwd?: string } = {}) => {
    const env = { KINDLING_CACHE: cache };
    return inNamespace(process.execPath, ['--input-type=module', '--eval', code], { env, ...place });
  };
  const module = JSON.stringify(join(import.meta.dirname, 'embedded-engine.ts'));
  return {
    places,
    docker,
    async start() {
      await run(
        `const engine = await import(${module});
        await engine.startEmbeddedEngine(() => {}, new AbortController().signal);`,
        { cwd },
      );
    },
    async stop() {
      await run(`const engine = await import(${module});
        await engine.stopEmbeddedEngine(new AbortController().signal);`);
    },
    runContainer: () => runContainer(docker),
  };
}

/** A container of an empty image with the host's programs, since there is no registry to pull one from. */
async function runContainer(docker: Docker): Promise<string> {
  const { stdout } = await execa('tar', ['--create', '--files-from=/dev/null'], { encoding: 'buffer' });

  const stream = await docker.importImage(Readable.from([stdout]), { repo: 'empty', tag: '1' });
  await new Promise((resolve) => docker.modem.followProgress(stream, resolve));
  const network = await docker.createNetwork({ Name: `n${Date.now()}`, Driver: 'bridge' });
  const container = await docker.createContainer({
    Image: 'empty:1',
    Cmd: ['/usr/bin/sleep', '600'],
    ExposedPorts: { '80/tcp': {} },
    // The first process of a container ignores SIGTERM, and an engine that stops would wait for it.
    StopSignal: 'SIGKILL',
    Volumes: { '/var': {} },
    HostConfig: {
      NetworkMode: network.id,
      Binds: ['/usr:/usr:ro', '/lib:/lib:ro', '/lib64:/lib64:ro'],
      PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
    },
  });
  await container.start();
  const { IPAM } = await network.inspect();
  return String(IPAM?.Config?.[0]?.Subnet);
}

async function inNamespace(
  file: string,
  arguments_: readonly string[],
  of: { readonly env?: Record<string, string>; readonly cwd?: string } = {},
) {
  const { stdout } = await execa('nsenter', [`--net=/run/netns/${NAMESPACE}`, file, ...arguments_], of);
  return stdout;
}

/** Rules, chains and policies of both families, without counters and without built-in chains that hold nothing. */
async function firewall(): Promise<string> {
  const texts = await Promise.all(
    ['iptables-save', 'ip6tables-save'].map((tool) => inNamespace(join(tools, tool), [])),
  );
  return texts
    .join('\n')
    .replaceAll(/ \[\d+:\d+\]/g, '')
    .split('\n')
    .filter((line) => !line.startsWith('#') && !/^:\S+ ACCEPT$|^COMMIT$|^\*|^$/.test(line))
    .join('\n');
}

async function forwarding(): Promise<string> {
  return (await inNamespace('cat', ['/proc/sys/net/ipv4/ip_forward'])).trim();
}

async function hostState(): Promise<object> {
  return {
    firewall: await firewall(),
    forwarding: await forwarding(),
    links: (await inNamespace('ip', ['-brief', 'link'])).split('\n').map((line) => line.split(' ')[0]),
  };
}
