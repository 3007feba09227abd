import assert from 'node:assert/strict';
import test from 'node:test';
import { UnsentCookies } from './unsent-cookies.ts';

const cases: readonly (readonly [what: string, set: string, to: string, due: string | undefined])[] = [
  ['goes back to its host', 'a=b', 'http://x.test/shop/cart', 'a'],
  ['goes back to every port', 'a=b', 'http://x.test:81/shop/', 'a'],
  ['goes to no other host', 'a=b', 'http://y.test/shop/', undefined],
  ['goes to no host below', 'a=b', 'http://sub.x.test/shop/', undefined],
  ['goes to hosts below its domain', 'a=b; Domain=x.test', 'http://sub.x.test/shop/', 'a'],
  ['of a foreign domain goes nowhere', 'a=b; Domain=y.test', 'http://y.test/shop/', undefined],
  ['stays below the path of its answer', 'a=b', 'http://x.test/', undefined],
  ['goes to its path', 'a=b; Path=/', 'http://x.test/', 'a'],
  ['goes to no path that merely begins like its own', 'a=b; path=/sh', 'http://x.test/shop', undefined],
  ['that is secure does not go over http', 'a=b; Secure', 'http://x.test/shop/', undefined],
  ['that is deleted at once does not come', 'a=; Max-Age=0', 'http://x.test/shop/', undefined],
  ['that has expired does not come', 'a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'http://x.test/shop/', undefined],
  ['that expires later comes', 'a=b; Max-Age=60', 'http://x.test/shop/', 'a'],
  ['without a name is none', 'b', 'http://x.test/shop/', undefined],
];

for (const [what, set, to, due] of cases) {
  test(`a cookie ${what}`, () => {
    const cookies = new UnsentCookies();
    cookies.keep('http://x.test/shop/item', [set]);
    assert.equal(cookies.dueTo(to), due);
  });
}

test('an answer may delete a cookie of an earlier one', () => {
  const cookies = new UnsentCookies();
  const url = 'http://x.test/';
  cookies.keep(url, ['a=b', 'c=d']);
  cookies.keep(url, ['a=; Max-Age=0']);
  assert.equal(cookies.dueTo(url), 'c');
});
