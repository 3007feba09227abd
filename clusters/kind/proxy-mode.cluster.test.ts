import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startedCluster } from '../testing/started-cluster.ts';

test('ipvs mode serves, or is refused before anything starts where the kernel lacks it', async () => {
  const signal = AbortSignal.timeout(120_000);
  const started = performance.now();
  try {
    await using it = await startedCluster({ kubeProxy: 'ipvs' }, signal);
    const mode = await it.cluster.nodes[0]?.run(['cat', '/proc/net/ip_vs'], signal);
    // The Service of the API server itself.
    assert.match(mode ?? '', /^TCP +0A600001:01BB/m);
  } catch (error) {
    assert.match(
      String(error),
      /kube-proxy mode ipvs needs IPVS .* which the kernel of the .* host does not have: choose/,
    );
    assert.ok(performance.now() - started < 15_000, 'it did not try first');
  }
});
