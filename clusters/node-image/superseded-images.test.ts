import assert from 'node:assert/strict';
import { test } from 'node:test';
import { supersededImages } from './superseded-images.ts';

const image = (name: string, Created: number) => ({ Id: name, RepoTags: [`kindling/node:${name}`], Created });
const names = (images: readonly { Id: string }[]) => images.map(({ Id }) => Id);

test('of images of other recipes the two newest stay', () => {
  const images = [image('c', 3), image('a', 1), image('now', 5), image('d', 4), image('b', 2)];
  assert.deepEqual(names(supersededImages(images, 'kindling/node:now')), ['a', 'b']);
});

test('the image in use stays, however old it is', () => {
  const images = [image('now', 1), image('a', 2), image('b', 3), image('c', 4)];
  assert.deepEqual(names(supersededImages(images, 'kindling/node:now')), ['a']);
});

test('what a killed build left without a name goes, and does not count', () => {
  const nameless = [
    { Id: 'none', RepoTags: undefined, Created: 9 },
    { Id: 'empty', RepoTags: [], Created: 8 },
  ];
  const images = [...nameless, image('now', 5), image('a', 1), image('b', 2)];
  assert.deepEqual(names(supersededImages(images, 'kindling/node:now')), ['none', 'empty']);
});
