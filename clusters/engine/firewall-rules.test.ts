import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRange } from './address-pool.ts';
import { policyOf, removals } from './firewall-rules.ts';

const owner = { chains: 'KD-abc123', bridges: ['br-0123456789ab'], pool: parseRange('10.204.0.0/16') };

const LISTING = `-P FORWARD DROP
-N DOCKER
-N KD-abc123
-N KD-abc123-USER
-A FORWARD -m comment --comment "the host's \\"own\\" rule" -j ACCEPT
-A FORWARD -j DOCKER
-A FORWARD -j KD-abc123-USER
-A FORWARD -o br-0123456789ab -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -i br-ba9876543210 -j ACCEPT
-A POSTROUTING -s 10.204.3.0/24 ! -o br-fedcba987654 -j MASQUERADE
-A POSTROUTING -s 10.0.0.0/24 -j MASQUERADE
-A DOCKER -d 172.17.0.2/32 -j ACCEPT
-A KD-abc123 -d 10.204.3.2/32 -j ACCEPT
-A KD-abc123-USER -j RETURN
`;

test('the rules and chains of an engine go, each in an order in which it can', () => {
  assert.deepEqual(removals(LISTING, owner), [
    ['-D', 'FORWARD', '-j', 'KD-abc123-USER'],
    ['-D', 'FORWARD', '-o', 'br-0123456789ab', '-m', 'conntrack', '--ctstate', 'RELATED,ESTABLISHED', '-j', 'ACCEPT'],
    ['-D', 'POSTROUTING', '-s', '10.204.3.0/24', '!', '-o', 'br-fedcba987654', '-j', 'MASQUERADE'],
    ['-F', 'KD-abc123'],
    ['-F', 'KD-abc123-USER'],
    ['-X', 'KD-abc123'],
    ['-X', 'KD-abc123-USER'],
  ]);
});

test('a rule with a quoted comment is deleted by its words', () => {
  const listing = '-A FORWARD -i br-0123456789ab -m comment --comment "a \\"b\\" c" -j ACCEPT';
  assert.deepEqual(removals(listing, owner), [
    ['-D', 'FORWARD', '-i', 'br-0123456789ab', '-m', 'comment', '--comment', 'a "b" c', '-j', 'ACCEPT'],
  ]);
});

test('a wider range of somebody else that holds the pool is told from the pool', () => {
  assert.deepEqual(removals('-A FORWARD -s 10.0.0.0/8 -j ACCEPT', owner), []);
});

test('the policy of a chain is read from its listing', () => {
  assert.equal(policyOf('FORWARD', LISTING), 'DROP');
  assert.equal(policyOf('INPUT', LISTING), undefined);
});
