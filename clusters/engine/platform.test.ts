import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demandPlatform } from './platform.ts';

test('Windows is refused with the way out, Linux and macOS are not', () => {
  assert.throws(() => demandPlatform('win32'), /this is Windows\. Use WSL 2.*docs\.docker\.com/);
  demandPlatform('linux');
  demandPlatform('darwin');
});
