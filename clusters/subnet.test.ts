import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressIn, parseSubnet, type Subnet, subnetsOverlap } from './subnet.ts';

function subnet(text: string): Subnet {
  const parsed = parseSubnet(text);
  assert.ok(parsed !== undefined, `${text} is a subnet`);
  return parsed;
}

test('reads a network and nothing that is none', () => {
  assert.deepEqual(subnet('10.244.0.0/16'), { first: 10 * 2 ** 24 + 244 * 2 ** 16, prefix: 16 });
  for (const wrong of ['10.244.0.0', '10.244.0.1/16', '10.256.0.0/16', '10.0.0.0/33', 'fd00::/64', '']) {
    assert.equal(parseSubnet(wrong), undefined, wrong);
  }
});

test('counts addresses from the first one, also above 127.255.255.255', () => {
  assert.equal(addressIn(subnet('172.18.0.0/16'), 10), '172.18.0.10');
  assert.equal(addressIn(subnet('192.168.0.0/16'), 258), '192.168.1.2');
  assert.throws(() => addressIn(subnet('192.168.0.0/30'), 3), /has no address 3/);
});

test('networks overlap when one lies in the other, not when they are neighbours', () => {
  assert.equal(subnetsOverlap(subnet('10.0.0.0/8'), subnet('10.96.0.0/16')), true);
  assert.equal(subnetsOverlap(subnet('10.96.0.0/16'), subnet('10.0.0.0/8')), true);
  assert.equal(subnetsOverlap(subnet('10.96.0.0/16'), subnet('10.97.0.0/16')), false);
});
