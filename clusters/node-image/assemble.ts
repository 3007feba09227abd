import { text as readText } from 'node:stream/consumers';
import { execa } from 'execa';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import type { Engine } from '../engine/engine.ts';
import { tolerate } from '../engine/tolerate.ts';
import { REPRODUCIBLE } from './pack-folder.ts';

/** Where the images lie in the container while they are imported; removed before the commit. */
const IMPORT_FOLDER = '/kind/import';

/** The process to run when a node starts, and how the engine ends it: systemd's own signal for a shutdown. */
const NODE_CONFIGURATION = [
  'ENTRYPOINT ["/usr/local/bin/entrypoint", "/sbin/init"]',
  'ENV container=docker',
  'STOPSIGNAL SIGRTMIN+3',
];

/**
 * Makes a node image in the engine from a root file system and an OCI layout of the images that it holds. The images go into
 * containerd's content store, not unpacked, as `kind build node-image` does it: overlay snapshots cannot lie on an overlay.
 * @param name the image's name, with its tag.
 */
export async function assembleNodeImage(
  engine: Engine,
  name: string,
  root: string,
  layout: string,
  labels: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const base = `${name}-root`;
  try {
    await importRoot(engine, base, root, signal);
    await commitWithImages(engine, base, name, layout, labels, signal);
  } finally {
    await engine.client.container.dockerode.getImage(base).remove({ force: true }).catch(tolerate(404));
  }
}

async function importRoot(engine: Engine, name: string, root: string, signal: AbortSignal): Promise<void> {
  const [repo, tag] = name.split(':');
  const tar = packed(root, signal);
  const answer = await engine.client.container.dockerode.importImage(tar.stream, {
    repo,
    tag,
    changes: NODE_CONFIGURATION,
  });
  await Promise.all([tar.done, lastMessage(answer)]);
}

async function commitWithImages(
  engine: Engine,
  base: string,
  name: string,
  layout: string,
  labels: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const builder = await new GenericContainer(base)
    .withEntrypoint(['/usr/bin/containerd'])
    .withPrivilegedMode()
    .withTmpFs({ '/run': '' })
    .withLabels({ ...labels })
    .withAutoCleanup(false)
    .withWaitStrategy(Wait.forSuccessfulCommand('ctr version'))
    .start();
  try {
    await expectSuccess(builder, ['mkdir', '-p', IMPORT_FOLDER]);
    const tar = packed(layout, signal);
    const container = engine.client.container.dockerode.getContainer(builder.getId());
    await Promise.all([tar.done, container.putArchive(tar.stream, { path: IMPORT_FOLDER })]);
    await expectSuccess(builder, [
      ...['sh', '-c'],
      `tar -C ${IMPORT_FOLDER} -c . | ctr -n k8s.io images import --local --no-unpack --label io.cri-containerd.pinned=pinned -`,
    ]);
    await expectSuccess(builder, ['rm', '-rf', IMPORT_FOLDER]);
    const [repo, tag] = name.split(':');
    const label = Object.entries(labels).map(([key, value]) => `LABEL ${key}=${value}`);
    await container.commit({ repo, tag, pause: true, changes: [...NODE_CONFIGURATION, ...label].join('\n') });
  } finally {
    await builder.stop({ remove: true, removeVolumes: true });
  }
}

async function expectSuccess(container: StartedTestContainer, command: string[]): Promise<void> {
  const { exitCode, output } = await container.exec(command);
  if (exitCode !== 0)
    throw new Error(`Making the node image failed at "${command.join(' ')}" (exit code ${exitCode}):\n${output}`);
}

/** A folder as a stream of tar, and the end of the packing, which rejects when it failed. */
function packed(folder: string, signal: AbortSignal): { stream: NodeJS.ReadableStream; done: Promise<unknown> } {
  const packing = execa('tar', ['--create', '--file=-', ...REPRODUCIBLE, `--directory=${folder}`, '.'], {
    encoding: 'buffer',
    buffer: false,
    cancelSignal: signal,
  });
  return { stream: packing.readable({ from: 'stdout' }), done: packing };
}

/** Reads Docker's stream of messages to its end. @throws when one of them is an error. */
async function lastMessage(stream: NodeJS.ReadableStream): Promise<void> {
  const text = await readText(stream);
  const failure = text.split('\n').find((line) => line.includes('"error"'));
  if (failure !== undefined) throw new Error(`The container engine refused the node image: ${failure}`);
}
