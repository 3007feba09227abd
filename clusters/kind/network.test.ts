import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Network, NetworkCreateOptions } from 'dockerode';
import { DEFAULT_TOPOLOGY } from '../topology.ts';
import { createNetwork } from './network.ts';

/** An engine that gives out subnets in turn and refuses those that are taken. */
class FakeEngine {
  readonly taken: string[];
  readonly made: NetworkCreateOptions[] = [];
  readonly #subnets: string[];

  constructor(subnets: string[], taken: string[] = []) {
    this.#subnets = subnets;
    this.taken = taken;
  }

  async createNetwork(options: NetworkCreateOptions): Promise<Network> {
    const wanted = options.IPAM?.Config?.[0]?.Subnet;
    if (wanted !== undefined && this.taken.includes(wanted)) throw new Error('Pool overlaps with other one');
    if (wanted !== undefined) this.made.push(options);
    const Subnet = this.#subnets.shift();
    return { inspect: async () => ({ IPAM: { Config: [{ Subnet }] } }), remove: async () => {} } as unknown as Network;
  }
}

test('lies where the engine put it, with a fixed address for every machine', async () => {
  const engine = new FakeEngine(['172.20.0.0/16']);
  const network = await createNetwork(engine, 'c', { a: 'b' }, DEFAULT_TOPOLOGY);
  assert.deepEqual(
    engine.made.map(({ Name, Labels }) => [Name, Labels]),
    [['c', { a: 'b' }]],
  );
  const addresses = [
    network.address('load-balancer', 1),
    network.address('control-plane', 3),
    network.address('worker', 1),
  ];
  assert.deepEqual(addresses, ['172.20.0.9', '172.20.0.12', '172.20.0.20']);
});

test('looks for another place when somebody was faster', async () => {
  const engine = new FakeEngine(['172.20.0.0/16', '172.21.0.0/16'], ['172.20.0.0/16']);
  const network = await createNetwork(engine, 'c', {}, DEFAULT_TOPOLOGY);
  assert.equal(network.address('worker', 2), '172.21.0.21');
});

test('gives up when every place is taken', async () => {
  const engine = new FakeEngine(Array(9).fill('172.20.0.0/16'), ['172.20.0.0/16']);
  await assert.rejects(createNetwork(engine, 'c', {}, DEFAULT_TOPOLOGY), /Pool overlaps/);
});

test('refuses to lie where pods or Services are to be', async () => {
  await assert.rejects(createNetwork(new FakeEngine(['10.244.3.0/24']), 'c', {}, DEFAULT_TOPOLOGY), {
    message: /^podSubnet 10\.244\.0\.0\/16 overlaps 10\.244\.3\.0\/24, where the container engine puts the nodes/,
  });
});
