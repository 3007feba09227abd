import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { otherImage, otherTopology } from './kept-cluster-differences.ts';
import { demandKeptCluster } from './registry/kept-clusters.ts';
import { ownCache, recordKept } from './registry/testing/recorded-runs.ts';
import { DEFAULT_TOPOLOGY } from './topology.ts';

const NOTHING = { kubernetes: undefined, image: undefined };

function kept(context: TestContext, image?: string) {
  ownCache(context);
  recordKept({ name: 'mine', run: 'aaaa1111', ...(image === undefined ? {} : { image }) });
  return demandKeptCluster('mine');
}

test('a cluster is used again with the image that was asked for when it was put up, and with no other', (context) => {
  const cluster = kept(context, 'kindest/node:x');
  assert.equal(otherImage(cluster, { ...NOTHING, image: 'kindest/node:x' }), undefined);
  assert.equal(
    otherImage(cluster, { ...NOTHING, image: 'kindest/node:y' }),
    'it was put up with --image kindest/node:x, not kindest/node:y',
  );
});

test('of a cluster that names no image, as those of earlier versions do, none can be asked for', (context) => {
  const cluster = kept(context);
  const difference = otherImage(cluster, { ...NOTHING, image: 'kindest/node:y' });
  assert.match(difference ?? '', /put up without --image, .* not with kindest\/node:y/);
});

test('who asks for no image and no version takes what there is', (context) => {
  assert.equal(otherImage(kept(context, 'kindest/node:x'), NOTHING), undefined);
});

test('a Kubernetes minor is compared where no image is asked for, patch releases are not', (context) => {
  const cluster = kept(context, 'kindest/node:x');
  assert.equal(otherImage(cluster, { ...NOTHING, kubernetes: '1.36' }), undefined);
  assert.equal(otherImage(cluster, { ...NOTHING, kubernetes: '1.35' }), 'it has Kubernetes v1.36.3, not 1.35');
  // An image of one's own may be of a minor that is not known here.
  const old = { ...cluster, kubernetesVersion: 'v1.30.1' };
  assert.equal(otherImage(old, { ...NOTHING, kubernetes: '1.36' }), 'it has Kubernetes v1.30.1, not 1.36');
});

test('parts that are otherwise are named with what they are', (context) => {
  const cluster = kept(context);
  assert.equal(otherTopology(cluster, DEFAULT_TOPOLOGY), undefined);
  assert.equal(otherTopology(cluster, { ...DEFAULT_TOPOLOGY, workers: 5 }), 'it has workers 2');
});
