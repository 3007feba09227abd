import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { knownMinors, minorVersion } from './versions.ts';

test('the four minors are known, the oldest first, and the newest is the default', () => {
  assert.deepEqual(knownMinors(), ['1.34', '1.35', '1.36', '1.37']);
  assert.equal(minorVersion().minor, '1.37');
});

test('a minor is found by any of its names', () => {
  for (const name of ['1.36', 'v1.36', '1.36.0', 'v1.36.17']) assert.equal(minorVersion(name).minor, '1.36');
});

test('an unknown minor is an error that lists the known ones', () => {
  for (const name of ['1.3', '1.33', '2.36', 'newest', '1.36-rc.1', '']) {
    assert.throws(() => minorVersion(name), /is not known here: choose one of 1\.34, 1\.35, 1\.36, 1\.37$/);
  }
});

for (const minor of knownMinors()) {
  test(`the modules of ${minor} are those of the release that versions.json names`, () => {
    const { buildVersion } = minorVersion(minor);
    const folder = join(import.meta.dirname, 'go', 'kubernetes', `v${minor}`);
    const goMod = readFileSync(join(folder, 'go.mod'), 'utf8');
    const pinned = /^\tk8s\.io\/kubernetes (\S+)$/m.exec(goMod)?.[1];
    assert.equal(pinned, buildVersion, `npm run pin-kubernetes -- ${buildVersion}`);
    const staging = [...goMod.matchAll(/^\t(k8s\.io\/\S+) => \1 (\S+)$/gm)].map((match) => match[2]);
    assert.ok(staging.length > 25, `${staging.length} staging modules`);
    assert.deepEqual([...new Set(staging)], [buildVersion.replace('v1.', 'v0.')]);
    assert.match(goMod, /^godebug default=go1\.\d+$/m);
    assert.match(goMod, /^tool k8s\.io\/kubernetes\/test\/images\/agnhost$/m);
    const goSum = readFileSync(join(folder, 'go.sum'), 'utf8');
    assert.match(goSum, new RegExp(`^k8s\\.io/kubernetes ${buildVersion.replaceAll('.', '\\.')} h1:`, 'm'));
  });
}
