import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { execa } from 'execa';
import { findEngine } from '../engine/engine.ts';
import { startedCluster, type TestCluster } from '../testing/started-cluster.ts';
import { answerOf, serveWeb } from '../testing/web-server.ts';
import { aControlPlane } from './parts.ts';

const signal = AbortSignal.timeout(120_000);
const NODE_PORT = 30080;
const REPOSITORY = `kindling-test/from-the-start-${process.pid}`;
let it: TestCluster;

before(async () => {
  const { client } = await findEngine(() => {}, signal);
  const file = execa('tar', ['--create', '--file=-', `--directory=${import.meta.dirname}`, 'labels.ts'], {
    encoding: 'buffer',
    buffer: false,
  });
  await text(await client.container.dockerode.importImage(file.readable(), { repo: REPOSITORY, tag: '1' }));
  it = await startedCluster(
    {
      images: [`${REPOSITORY}:1`],
      workers: 0,
      kubeProxy: 'nftables',
      podSubnet: '10.11.0.0/16',
      serviceSubnet: '10.12.0.0/20',
      featureGates: { AllAlpha: false },
      kubeadmPatches: [{ kind: 'KubeletConfiguration', maxPods: 42 }],
      nodes: { 'control-plane': { labels: { zone: 'a' }, taints: ['quiet=yes:PreferNoSchedule'] } },
      auditPolicy: {
        apiVersion: 'audit.k8s.io/v1',
        kind: 'Policy',
        omitStages: ['RequestReceived'],
        rules: [{ level: 'Metadata', resources: [{ group: '', resources: ['services'] }] }, { level: 'None' }],
      },
    },
    signal,
  );
});
after(async () => {
  const { client } = await findEngine(() => {}, signal);
  await client.container.dockerode.getImage(`${REPOSITORY}:1`).remove({ force: true });
  await it?.[Symbol.asyncDispose]();
});

function kubectl(...arguments_: string[]): Promise<string> {
  return aControlPlane(it.cluster).kubectl(arguments_, signal);
}

test('a cluster without workers runs pods, and nftables leads its NodePort to them', async () => {
  await serveWeb(it.cluster, { name: 'alone', nodePort: NODE_PORT }, signal);
  const [door] = it.cluster.doors(NODE_PORT);
  assert.equal(await answerOf(door?.url ?? '', signal), 'alone');
  const node = aControlPlane(it.cluster);
  assert.match(await node.run(['nft', 'list', 'tables'], signal), /^table ip kube-proxy$/m);
  const rules = await node.run(['iptables', '--wait', '--table', 'nat', '--list-rules'], signal);
  assert.doesNotMatch(rules, /KUBE-SVC/, 'no rules of the iptables mode');
});

test('the node is as it was asked for', async () => {
  const [node] = JSON.parse(await kubectl('get', 'nodes', '--output=json')).items;
  assert.equal(node.metadata.labels.zone, 'a');
  assert.deepEqual(node.spec.taints, [{ key: 'quiet', value: 'yes', effect: 'PreferNoSchedule' }]);
  assert.equal(node.status.capacity.pods, '42');
  assert.match(node.spec.podCIDR, /^10\.11\./);
  const service = await kubectl('get', 'service', 'kubernetes', '--output=jsonpath={.spec.clusterIP}');
  assert.equal(service, '10.12.0.1');
  const processes = await aControlPlane(it.cluster).run(
    ['pgrep', '--full', '--count', 'feature-gates=AllAlpha=false'],
    signal,
  );
  assert.equal(Number(processes), 3, 'API server, controllers and scheduler');
  const images = await aControlPlane(it.cluster).run(
    ['ctr', '--namespace=k8s.io', 'images', 'list', '--quiet'],
    signal,
  );
  assert.ok(images.split('\n').includes(`docker.io/${REPOSITORY}:1`), 'it has the image that it was to start with');
});

test('the audit log tells who did what', async () => {
  await kubectl('create', 'service', 'clusterip', 'audited', '--tcp=80');
  const events = await it.cluster.auditLog(signal);
  assert.ok(
    events.every(({ objectRef }) => objectRef?.resource === 'services'),
    'the policy holds',
  );
  const created = events.filter(({ verb, objectRef }) => verb === 'create' && objectRef?.name === 'audited');
  assert.deepEqual(
    created.map(({ user, responseStatus }) => [user.username, responseStatus?.code]),
    [['kubernetes-admin', 201]],
  );
});

test('a restarted API server is another process, and answers', async () => {
  const node = aControlPlane(it.cluster);
  const process = () => node.run(['pgrep', '--exact', 'kube-apiserver'], signal);
  const before = await process();
  await it.cluster.restartApiServer(signal);
  assert.notEqual(await process(), before);
  assert.equal(await kubectl('get', '--raw', '/readyz'), 'ok');
  await assert.rejects(it.cluster.restartApiServer(signal, 'nobody'), /has no node nobody, only .*control-plane/);
});
