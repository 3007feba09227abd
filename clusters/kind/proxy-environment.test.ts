import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_TOPOLOGY } from '../topology.ts';
import { proxyEnvironment } from './proxy-environment.ts';

const cluster = { name: 'c', topology: { ...DEFAULT_TOPOLOGY, workers: 1 }, network: { subnet: '172.20.0.0/16' } };
const INSIDE = '10.96.0.0/16,10.244.0.0/16,172.20.0.0/16,c-control-plane,c-worker,.svc,.svc.cluster,.svc.cluster.local';

test('without a proxy nodes get no variable', () => {
  assert.deepEqual(proxyEnvironment({ PATH: '/bin', HTTP_PROXY: '', https_proxy: '' }, cluster, 'c-worker'), {});
});

test("a proxy on this host's loopback is none for nodes", () => {
  const elsewhere = { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: 'localhost' };
  for (const loopback of ['http://127.0.0.1:3128', 'localhost:3128', 'http://user:word@[::1]:1', '127.1.2.3:1']) {
    const names = Object.keys(proxyEnvironment({ HTTP_PROXY: loopback, ...elsewhere }, cluster, 'c-worker'));
    assert.deepEqual(names, ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'], loopback);
  }
});

test('each variable is there in both cases, and all that lies in the cluster is reached without a proxy', () => {
  const host = { http_proxy: 'http://proxy:3128', HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:1' };
  assert.deepEqual(proxyEnvironment(host, cluster, 'c-worker'), {
    ...{ HTTP_PROXY: 'http://proxy:3128', http_proxy: 'http://proxy:3128' },
    ...{ HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://upper:1' },
    ...{ NO_PROXY: INSIDE, no_proxy: INSIDE },
  });
});

test('what the host reaches without a proxy, nodes do, too', () => {
  const { no_proxy } = proxyEnvironment({ NO_PROXY: 'localhost,.corp', no_proxy: '.other' }, cluster, 'c-worker');
  assert.equal(no_proxy, `localhost,.corp,${INSIDE}`);
});

test('neither the load balancer nor a worker that came later is left out', () => {
  const topology = { ...DEFAULT_TOPOLOGY, controlPlanes: 3, workers: 0 } as const;
  const { NO_PROXY = '' } = proxyEnvironment({ HTTP_PROXY: 'http://proxy:1' }, { ...cluster, topology }, 'c-worker9');
  const names = NO_PROXY.split(',');
  for (const name of ['c-control-plane3', 'c-external-load-balancer', 'c-worker9'])
    assert.ok(names.includes(name), name);
});
