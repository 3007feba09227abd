import { text as readText } from 'node:stream/consumers';
import { execa } from 'execa';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import type { Engine } from '../engine/engine.ts';
import { tolerate } from '../engine/tolerate.ts';
import { RUN_LABEL } from '../kind/labels.ts';
import { REPRODUCIBLE } from './pack-folder.ts';

/** Where the images lie in the container while they are imported; removed before the commit. */
const IMPORT_FOLDER = '/kind/import';

/** The process to run when a node starts, and how the engine ends it: systemd's own signal for a shutdown. */
const NODE_CONFIGURATION = [
  'ENTRYPOINT ["/usr/local/bin/entrypoint", "/sbin/init"]',
  'ENV container=docker',
  'STOPSIGNAL SIGRTMIN+3',
];

/** What a node image is made from. */
export interface NodeImageParts {
  /** The image's name, with its tag. */
  readonly name: string;
  /** Folder of the root file system. */
  readonly root: string;
  /** Folder of an OCI layout: the images that the node image holds. */
  readonly layout: string;
  /** Labels of the image. */
  readonly labels: Readonly<Record<string, string>>;
  /** The run that makes it: the container in which that happens is removed with the run, should it be killed. */
  readonly run: string;
}

/**
 * Makes a node image in the engine from a root file system and an OCI layout of the images that it holds. The images go into
 * containerd's content store, not unpacked, as `kind build node-image` does it: overlay snapshots cannot lie on an overlay.
 */
export async function assembleNodeImage(engine: Engine, parts: NodeImageParts, signal: AbortSignal): Promise<void> {
  const base = `${parts.name}-root`;
  try {
    await importRoot(engine, base, parts, signal);
    await commitWithImages(engine, base, parts, signal);
  } finally {
    await engine.client.container.dockerode.getImage(base).remove({ force: true }).catch(tolerate(404));
  }
}

async function importRoot(engine: Engine, name: string, parts: NodeImageParts, signal: AbortSignal): Promise<void> {
  const [repo, tag] = name.split(':');
  const tar = packed(parts.root, signal);
  const answer = await engine.client.container.dockerode.importImage(tar.stream, {
    repo,
    tag,
    changes: [...NODE_CONFIGURATION, ...labelLines(parts.labels)],
  });
  await Promise.all([tar.done, lastMessage(answer)]);
}

async function commitWithImages(
  engine: Engine,
  base: string,
  { name, layout, labels, run }: NodeImageParts,
  signal: AbortSignal,
): Promise<void> {
  const builder = await new GenericContainer(base)
    .withEntrypoint(['/usr/bin/containerd'])
    .withPrivilegedMode()
    .withTmpFs({ '/run': '' })
    .withLabels({ [RUN_LABEL]: run })
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
    // An image takes over the labels of the container that it is made from, and hands them on to those that are made from it.
    const changes = [...NODE_CONFIGURATION, ...labelLines({ ...labels, [RUN_LABEL]: '' })];
    await container.commit({ repo, tag, pause: true, changes: changes.join('\n') });
  } finally {
    await builder.stop({ remove: true, removeVolumes: true });
  }
}

function labelLines(labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).map(([key, value]) => `LABEL ${key}="${value}"`);
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
