import assert from 'node:assert/strict';
import test from 'node:test';
import { containerOptions } from './k6-container-options.ts';

const call = {
  ...{ image: 'grafana/k6@sha256:0', run: 'k7f3', arguments: ['run', '/here/probe.ts'] },
  ...{ writes: '/reports/s1', reads: ['/here', '/project'] },
};

test('k6 in a container sees the same doors and paths as beside one, and is found by its run', () => {
  const { HostConfig, User, Cmd, Labels, StopSignal } = containerOptions(call, '1000:1000');
  assert.equal(HostConfig?.NetworkMode, 'host');
  assert.deepEqual(HostConfig?.Binds, ['/here:/here:ro', '/project:/project:ro', '/reports/s1:/reports/s1']);
  assert.deepEqual(HostConfig?.SecurityOpt, ['no-new-privileges', 'label=disable']);
  assert.deepEqual([User, Cmd, StopSignal], ['1000:1000', call.arguments, 'SIGINT']);
  assert.deepEqual(Labels, { 'kindling.dev/run': 'k7f3' });
  assert.deepEqual(containerOptions({ ...call, run: undefined }, '0:0').Labels, {});
});
