import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkVersions } from './check-versions.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const entry = { published: { tag: 'kindest/node:v1.37.0', digest }, build: { kubernetes: 'v1.37.2' } };
const good = { default: '1.37', minors: { '1.37': entry } };

test('what is right comes back unchanged', () => {
  assert.deepEqual(checkVersions(structuredClone(good)), good);
});

const published = (changes: object) => ({
  ...good,
  minors: { '1.37': { ...entry, published: { ...entry.published, ...changes } } },
});
const faults: readonly (readonly [name: string, content: unknown, message: RegExp])[] = [
  ['no object', [], /: the whole is \[\], expected an object/],
  ['no minors', { default: '1.37' }, /: minors is missing, expected an object/],
  ['no minor', { default: '1.37', minors: {} }, /: default is "1.37", expected a minor, but minors is empty/],
  ['unknown default', { ...good, default: '1.38' }, /: default is "1.38", expected one of 1.37/],
  ['default not a string', { ...good, default: 1.37 }, /: default is 1.37, expected one of 1.37/],
  ['extra field', { ...good, newest: '1.37' }, /: newest is "1.37", expected no such field/],
  ['bad minor', { ...good, minors: { 'v1.37': entry } }, /: minors.v1.37 is "v1.37", expected a Kubernetes minor/],
  ['no entry', { ...good, minors: { '1.37': null } }, /: minors.1.37 is null, expected an object/],
  ['digest cut off', published({ digest: digest.slice(0, -1) }), /: minors.1.37.published.digest is "sha256:0.*64 hex/],
  [
    'tag of another minor',
    published({ tag: 'kindest/node:v1.36.4' }),
    /published.tag is .*, expected kindest.node:v1.37.N/,
  ],
  ['tag with more behind it', published({ tag: 'kindest/node:v1.37.0@x' }), /: minors.1.37.published.tag is/],
  ['misspelt field', published({ tags: 1 }), /: minors.1.37.published.tags is 1, expected no such field/],
  [
    'release without v',
    { ...good, minors: { '1.37': { ...entry, build: { kubernetes: '1.37.2' } } } },
    /: minors.1.37.build.kubernetes is "1.37.2", expected v1.37.N/,
  ],
  [
    'a dot that is none',
    { ...good, minors: { '1.37': { ...entry, build: { kubernetes: 'v1x37.2' } } } },
    /: minors.1.37.build.kubernetes is "v1x37.2"/,
  ],
];
for (const [name, content, message] of faults) {
  test(`${name}: an error that names the place`, () => {
    assert.throws(() => checkVersions(content), message);
  });
}
