import { join } from 'node:path';
import { Wait } from 'testcontainers';
import type { Engine } from '../engine/engine.ts';
import { cacheFolder } from '../host/cache.ts';
import { withFileLock } from '../host/file-lock.ts';
import { type Progress, reported } from '../progress.ts';
import { BUILT_LABEL } from './build-node-image.ts';
import { ExactImageContainer } from './exact-image-container.ts';
import { exactName } from './image-name.ts';
import { type PreparationOutcome, preparationOutcome, UNFIT, unpreparedWarning } from './preparation-outcome.ts';
import { hasExactImage } from './pull-image.ts';

/** Set on every prepared image, with the id of the node image that it was made from. */
export const PREPARED_LABEL = 'kindling.dev/prepared-from';
/** Change it with the scripts below: images of an earlier generation are made again. */
const GENERATION = '2';

/** In a prepared image: containerd's store without layers, and the unpacked layers. */
const STATE = '/kindling/state';
const SNAPSHOTS = 'io.containerd.snapshotter.v1.overlayfs/snapshots';
const BLOBS = 'io.containerd.content.v1.content/blobs/sha256';

/**
 * Unpacks every image that a node image holds, on a volume, because overlay snapshots cannot be made on the container's own
 * overlay, and keeps the result in the container. Whiteouts (character devices 0:0) would lose their meaning inside an image layer: with one, the node
 * image is not fit to be prepared.
 */
const PREPARE = `
set -eu
work=/kindling/work
cp -a /var/lib/containerd/. "$work/"
containerd --root "$work" --state /run/kindling-containerd --address /run/kindling.sock >/kindling/containerd.log 2>&1 &
daemon=$!
until ctr --address /run/kindling.sock version >/dev/null 2>&1; do kill -0 "$daemon"; sleep 0.1; done
ctr="ctr --address /run/kindling.sock --namespace k8s.io"
number=0
for image in $($ctr images list --quiet | grep -v '^sha256:' | grep -v '@'); do
  number=$((number + 1))
  mkdir -p /run/mounted/$number
  $ctr images mount "$image" /run/mounted/$number >/dev/null
  $ctr images unmount --rm /run/mounted/$number >/dev/null
done
kill "$daemon"
wait "$daemon" || true
if find "$work/${SNAPSHOTS}" -type c -exec stat --format=%t:%T {} + | grep -qx 0:0; then exit ${UNFIT}; fi
mkdir -p ${STATE}/store ${STATE}/snapshots
mv "$work/${SNAPSHOTS}"/* ${STATE}/snapshots/
find "$work/${BLOBS}" -size +1M -delete
cp -a "$work/." ${STATE}/store/
`;

/**
 * Comes before a node's own entrypoint: gives containerd a store on a volume in which every image is unpacked already. The
 * layers are mounted from the image, so nothing is copied and nothing unpacked; blobs of layers are links to the image's own.
 */
export const USE_PREPARED = `
set -eu
image=/kindling/image volume=/kindling/volume store=/var/lib/containerd
mkdir -p "$image"
mount --bind "$store" "$image"
# A node that is started again has a store with its own containers in it.
if [ ! -e /kindling/filled ]; then
  cp -a ${STATE}/store/. "$volume/"
  for blob in "$image/${BLOBS}"/*; do
    name=$volume/${BLOBS}/\${blob##*/}
    [ -e "$name" ] || ln -s "$blob" "$name"
  done
  : >/kindling/filled
fi
mount --bind "$volume" "$store"
for snapshot in ${STATE}/snapshots/*; do
  target=$store/${SNAPSHOTS}/\${snapshot##*/}
  mkdir -p "$target"
  mount --bind "$snapshot" "$target"
done
exec /usr/local/bin/entrypoint /sbin/init
`;

/** Tags of what could not be prepared, so that a run's next cluster does not wait for another attempt. */
const unprepared = new Set<string>();

/** Where a node that uses a prepared image gets a volume: containerd's store moves there. */
export const PREPARED_VOLUME = '/kindling/volume';

/**
 * The prepared form of a node image: everything that a node would unpack at its start is unpacked. Made once per node image,
 * and kept beside it in the engine; made again when the node image changes.
 * @param labels of the container that does the work: by them it is removed when the process is killed meanwhile.
 * @returns undefined when the image is not fit for it, or the engine's storage is not, of which people are told why: then nodes
 * start as kind's do.
 */
export async function preparedImage(
  engine: Engine,
  image: string,
  labels: Readonly<Record<string, string>>,
  progress: Progress,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { Id: id, Config } = await engine.client.image.inspect(exactName(image));
  const tag = `${id.replace('sha256:', '').slice(0, 12)}-${GENERATION}`;
  const name = `kindling/prepared:${tag}`;
  return withFileLock(join(cacheFolder('node-image'), `prepare-${tag}.lock`), signal, async () => {
    if (unprepared.has(tag)) return undefined;
    if (await hasExactImage(engine, name)) return name;
    const outcome = await reported(progress, `Unpacking the images in ${image}, once`, () =>
      prepare(engine, image, name, labels, Config.Entrypoint),
    );
    if (outcome.failure !== undefined) progress(unpreparedWarning(image, outcome.failure));
    if (outcome.prepared) return name;
    unprepared.add(tag);
    return undefined;
  });
}

async function prepare(
  engine: Engine,
  image: string,
  name: string,
  labels: Readonly<Record<string, string>>,
  entrypoint: string | string[] | undefined,
): Promise<PreparationOutcome> {
  const container = await new WorkContainer(image, labels).start();
  const { dockerode } = engine.client.container;
  try {
    const { exitCode, output } = await container.exec(['sh', '-c', PREPARE]);
    const outcome = preparationOutcome(exitCode, output);
    if (!outcome.prepared) return outcome;
    const { Id: id } = await engine.client.image.inspect(exactName(image));
    const [repo, tag] = name.split(':');
    const changes = [
      `ENTRYPOINT ${JSON.stringify(entrypoint)}`,
      'CMD []',
      `LABEL ${PREPARED_LABEL}=${id} ${BUILT_LABEL}=`,
    ].join('\n');
    await dockerode.getContainer(container.getId()).commit({ repo, tag, pause: true, changes });
    return outcome;
  } finally {
    await container.stop({ remove: true, removeVolumes: true });
  }
}

/** A node image that sleeps, with a volume to unpack on. */
class WorkContainer extends ExactImageContainer {
  constructor(image: string, labels: Readonly<Record<string, string>>) {
    super(image);
    this.withEntrypoint(['sleep', 'infinity'])
      .withLabels({ ...labels })
      .withPrivilegedMode()
      .withTmpFs({ '/run': '' })
      .withAutoCleanup(false)
      .withWaitStrategy(Wait.forSuccessfulCommand('true'));
    this.createOpts.Volumes = { '/kindling/work': {} };
  }
}
