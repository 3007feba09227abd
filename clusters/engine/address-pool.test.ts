import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subnetsOverlap } from '../subnet.ts';
import { choosePool, parseRange, routedRanges } from './address-pool.ts';

const ROUTES = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
br-1d0b47f99670\t0009CB0A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
tun0\t0000D00A\t00000000\t0001\t0\t0\t0\t0000F0FF\t0\t0\t0
`;

test('routes are read as the kernel writes them, without the default route', () => {
  assert.deepEqual(routedRanges(ROUTES), [parseRange('10.203.9.0/24'), parseRange('10.208.0.0/12')]);
});

test('ranges overlap when one holds the other, whichever is larger', () => {
  assert.equal(subnetsOverlap(parseRange('10.204.0.0/16'), parseRange('10.204.7.0/24')), true);
  assert.equal(subnetsOverlap(parseRange('10.204.7.0/24'), parseRange('10.192.0.0/10')), true);
  assert.equal(subnetsOverlap(parseRange('10.204.0.0/16'), parseRange('10.205.0.0/24')), false);
  assert.equal(subnetsOverlap(parseRange('10.204.0.1'), parseRange('10.204.0.1')), true);
  assert.equal(
    subnetsOverlap(parseRange('10.204.7.1/24'), parseRange('10.204.7.0')),
    true,
    'of an address, its network',
  );
});

test('a pool that was chosen before is kept while nobody else uses it', () => {
  assert.equal(choosePool('/a', '10.230.0.0/16', []), '10.230.0.0/16');
  assert.notEqual(choosePool('/a', '10.230.0.0/16', [parseRange('10.230.4.0/24')]), '10.230.0.0/16');
});

test('a new pool overlaps no route', () => {
  const first = choosePool('/a', undefined, []);
  const second = choosePool('/a', undefined, [parseRange(first)]);
  assert.notEqual(first, second);
  assert.equal(choosePool('/a', undefined, []), first, 'the same engine chooses the same pool');
});

test('a host whose routes cover every candidate gets a clear error', () => {
  assert.throws(() => choosePool('/a', undefined, [parseRange('10.0.0.0/8')]), /No address pool is free.*ip route/);
});
