import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { findScript } from './find-script.ts';

it('finds a script beside its feature, then from the project, and names both places otherwise', () => {
  const feature = join(import.meta.dirname, 'x.feature');
  assert.equal(findScript('find-script.ts', feature), join(import.meta.dirname, 'find-script.ts'));
  assert.equal(findScript('package.json', feature), join(process.cwd(), 'package.json'));
  assert.throws(
    () => findScript('absent.ts', feature),
    /there is no script "absent.ts": neither .*scenario\/absent.ts nor /,
  );
});
