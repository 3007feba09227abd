import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../kubernetes/client.ts';
import { FakeApiServer } from '../kubernetes/testing/fake-api-server.ts';
import { freePortsFirst } from './ports-in-use.ts';

test('a NodePort that a Service still holds is lent last', async () => {
  const services = [{ spec: { ports: [{ nodePort: 30080 }, { port: 53 }] } }, { spec: {} }];
  await using server = await FakeApiServer.start(() => ({ body: { metadata: {}, items: services } }));
  await using client = await connect(server.kubeconfig, { signal: new AbortController().signal });
  assert.deepEqual(await freePortsFirst(client, [30080, 30081, 30082]), [30081, 30082, 30080]);
});
