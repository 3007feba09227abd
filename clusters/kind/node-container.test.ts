import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownVariable } from '../testing/own-variable.ts';
import { NodeContainer, type NodeContainerOptions } from './node-container.ts';
import { SYSTEMD_PROXY } from './systemd-proxy.ts';

const options: NodeContainerOptions = {
  ...{ name: 'c-worker', role: 'worker', image: 'kindling/node:v1-0', network: 'c', ip: '172.20.0.20' },
  ...{ prepared: false, deviceMapper: false, proxies: {}, labels: {}, publish: new Map([[30080, 20080]]) },
};

/** What the engine would be asked for. */
class Asked extends NodeContainer {
  get asked() {
    const { createOpts, hostConfig, imageName, contentsToCopy } = this;
    return { ...createOpts, ...hostConfig, look: imageName.string, files: contentsToCopy.map(({ target }) => target) };
  }
}

const asked = (more: Partial<NodeContainerOptions>) => new Asked({ ...options, ...more }).asked;

test('a node has no proxies and no devices but those that it is given', () => {
  const { Env = [], Binds, files } = asked({});
  assert.deepEqual([Env, Binds, files], [[], ['/lib/modules:/lib/modules:ro'], []]);
});

test('proxies reach all processes of a node, by its environment and by systemd', () => {
  const { Env, files } = asked({ role: 'control-plane', proxies: { HTTP_PROXY: 'http://proxy:1', NO_PROXY: 'a' } });
  assert.deepEqual(Env?.toSorted(), [
    'HTTP_PROXY=http://proxy:1',
    'KUBECONFIG=/etc/kubernetes/admin.conf',
    'NO_PROXY=a',
  ]);
  assert.deepEqual(files, [SYSTEMD_PROXY]);
});

test('the host has to know devices that a kubelet looks for', () => {
  assert.deepEqual(asked({ deviceMapper: true }).Binds, ['/lib/modules:/lib/modules:ro', '/dev/mapper:/dev/mapper:rw']);
});

test('a node is made from the very image that it is given, whatever mirror testcontainers has been told of', (context) => {
  ownVariable(context, 'TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX', 'mirror.example/hub/');
  const { Image, look } = asked({});
  assert.deepEqual([Image, look], [options.image, options.image]);
});
