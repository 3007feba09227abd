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
  readonly #bridge: Record<string, string> | undefined;

  /** @param bridge options of the network that engines have by default; undefined for one that has none, as ours. */
  constructor(subnets: string[], taken: string[] = [], bridge?: Record<string, string>) {
    this.#subnets = subnets;
    this.taken = taken;
    this.#bridge = bridge;
  }

  getNetwork(name: string): Network {
    const inspect = async () => {
      if (this.#bridge === undefined) throw Object.assign(new Error(`network ${name} not found`), { statusCode: 404 });
      return { Options: this.#bridge };
    };
    return { inspect } as unknown as Network;
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
  assert.equal(network.subnet, '172.20.0.0/16');
  assert.deepEqual(addresses, ['172.20.0.9', '172.20.0.12', '172.20.0.20']);
});

test('looks for another place when somebody was faster', async () => {
  const engine = new FakeEngine(['172.20.0.0/16', '172.21.0.0/16'], ['172.20.0.0/16']);
  const network = await createNetwork(engine, 'c', {}, DEFAULT_TOPOLOGY);
  assert.equal(network.address('worker', 2), '172.21.0.21');
});

test('takes packets as large as the network does that the engine has by default, where there is one', async () => {
  const mtu = 'com.docker.network.driver.mtu';
  const optionsOf = async (bridge?: Record<string, string>) => {
    const engine = new FakeEngine(['172.20.0.0/16'], [], bridge);
    await createNetwork(engine, 'c', {}, DEFAULT_TOPOLOGY);
    return engine.made[0]?.Options;
  };
  assert.deepEqual(await optionsOf({ [mtu]: '1400', 'com.docker.network.bridge.name': 'docker0' }), { [mtu]: '1400' });
  assert.deepEqual(await optionsOf({ [mtu]: '0' }), {});
  assert.deepEqual(await optionsOf({}), {});
  assert.deepEqual(await optionsOf(), {});
});

test('an engine that fails is not taken for one without that network', async () => {
  const engine = new FakeEngine(['172.20.0.0/16']);
  engine.getNetwork = () => ({ inspect: () => Promise.reject(new Error('gone')) }) as unknown as Network;
  await assert.rejects(createNetwork(engine, 'c', {}, DEFAULT_TOPOLOGY), /gone/);
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
