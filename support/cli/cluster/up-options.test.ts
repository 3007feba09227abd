import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DEFAULT_TOPOLOGY } from '../../../clusters/topology.ts';
import { clusterWishOf } from './up-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'kindling-up-'));
after(() => rmSync(folder, { recursive: true }));
const config = join(folder, 'cluster.yaml');
writeFileSync(config, 'name: from-file\nworkers: 5\nkubeProxy: nftables\nfeatureGates: {Abc: true}\nimages: [one:1]\n');

test('without flags and file it is the default', () => {
  assert.deepEqual(clusterWishOf({}, 'kindling'), {
    name: 'kindling',
    kubernetes: undefined,
    image: undefined,
    topology: DEFAULT_TOPOLOGY,
  });
});

test('flags override the file; gates and images come on top', () => {
  const options = { config, workers: 1, featureGate: ['Xyz=false'], load: ['two:2'] };
  const { name, topology } = clusterWishOf(options, 'kindling');
  assert.equal(name, 'from-file');
  assert.deepEqual([topology.workers, topology.kubeProxy], [1, 'nftables']);
  assert.deepEqual(topology.featureGates, { Abc: true, Xyz: false });
  assert.deepEqual(topology.images, ['one:1', 'two:2']);
  assert.equal(clusterWishOf({ config, name: 'mine' }, 'kindling').name, 'mine');
});

test('says what is wrong and what is valid', () => {
  assert.throws(
    () => clusterWishOf({ workers: Number('two') }, 'k'),
    /workers is .*, expected a whole number from 0 to 20/,
  );
  assert.throws(() => clusterWishOf({ controlPlanes: 2 }, 'k'), /controlPlanes is 2, expected one of 1, 3/);
  assert.throws(
    () => clusterWishOf({ featureGate: ['Abc'] }, 'k'),
    /featureGates\.Abc is null, expected true or false/,
  );
  assert.throws(() => clusterWishOf({ name: 'Upper' }, 'k'), /"Upper" is no name for a cluster/);
  assert.throws(() => clusterWishOf({ kubernetes: '1.2' }, 'k'), /Kubernetes 1\.2 is not known here/);
  const together = { config, podSubnet: '10.96.0.0/16' };
  assert.throws(
    () => clusterWishOf(together, 'k'),
    /cluster\.yaml together ask for no valid cluster: serviceSubnet is/,
  );
});
