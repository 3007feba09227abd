import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { writeOciLayout } from './oci-layout.ts';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}
interface Manifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}
interface Config {
  readonly architecture: string;
  readonly config: { readonly Entrypoint?: readonly string[]; readonly Cmd?: readonly string[] };
  readonly rootfs: { readonly diff_ids: readonly string[] };
}

let place: string;
let layout: string;
const layers = { shared: 'layer of both', own: 'layer of one' };

before(async () => {
  place = mkdtempSync(join(tmpdir(), 'kindling-oci-'));
  layout = join(place, 'layout');
  const file = (name: keyof typeof layers) => {
    writeFileSync(join(place, name), layers[name]);
    return join(place, name);
  };
  const [shared, own] = [file('shared'), file('own')];
  await writeOciLayout(layout, [
    { reference: 'registry.k8s.io/kube-proxy:v1.37.2', layers: [shared, own] },
    { reference: 'kindling.dev/cni:v1', layers: [shared], entrypoint: ['/cni'], command: ['run'] },
  ]);
});

after(() => {
  rmSync(place, { recursive: true });
});

const sha256 = (bytes: string | Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Reads a blob as a client does: it must have the size and the digest that its descriptor promises. */
function blob({ digest, size }: Descriptor): Buffer {
  const bytes = readFileSync(join(layout, 'blobs', ...digest.split(':')));
  assert.equal(bytes.length, size);
  assert.equal(sha256(bytes), digest);
  return bytes;
}

const json = (name: string) => JSON.parse(readFileSync(join(layout, name), 'utf8'));
const manifestOf = (reference: string) => {
  const { manifests } = json('index.json') as { manifests: readonly Descriptor[] };
  const found = manifests.filter(({ annotations }) => annotations?.['io.containerd.image.name'] === reference);
  assert.equal(found.length, 1, reference);
  return JSON.parse(String(blob(found[0] as Descriptor))) as Manifest;
};

test('the layout says what it is', () => {
  assert.deepEqual(json('oci-layout'), { imageLayoutVersion: '1.0.0' });
  assert.equal(json('index.json').schemaVersion, 2);
  assert.equal(json('index.json').manifests.length, 2);
});

test('an image is read back with its layers in order and its way to start', () => {
  const proxy = manifestOf('registry.k8s.io/kube-proxy:v1.37.2');
  assert.deepEqual(
    proxy.layers.map((layer) => String(blob(layer))),
    [layers.shared, layers.own],
  );
  const proxyConfig = JSON.parse(String(blob(proxy.config))) as Config;
  assert.deepEqual(proxyConfig.rootfs.diff_ids, [sha256(layers.shared), sha256(layers.own)]);
  assert.equal(proxyConfig.architecture, process.arch === 'x64' ? 'amd64' : process.arch);
  assert.equal(proxyConfig.config.Entrypoint, undefined);

  const cni = manifestOf('kindling.dev/cni:v1');
  assert.deepEqual(
    cni.layers.map((layer) => String(blob(layer))),
    [layers.shared],
  );
  const { Entrypoint, Cmd } = (JSON.parse(String(blob(cni.config))) as Config).config;
  assert.deepEqual({ Entrypoint, Cmd }, { Entrypoint: ['/cni'], Cmd: ['run'] });
});

test('a shared layer is stored once, and nothing is stored that no image names', () => {
  const named = ['registry.k8s.io/kube-proxy:v1.37.2', 'kindling.dev/cni:v1'].flatMap((reference) => {
    const manifest = manifestOf(reference);
    return [manifest.config, ...manifest.layers].map(({ digest }) => digest.slice('sha256:'.length));
  });
  const manifests = (json('index.json').manifests as Descriptor[]).map(({ digest }) => digest.slice('sha256:'.length));
  assert.deepEqual(
    readdirSync(join(layout, 'blobs', 'sha256')).toSorted(),
    [...new Set([...named, ...manifests])].toSorted(),
  );
});
