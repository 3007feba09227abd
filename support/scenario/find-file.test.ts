import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { findFile } from './find-file.ts';

it('finds a file beside its feature, then from the project, and names both places otherwise', () => {
  const feature = join(import.meta.dirname, 'x.feature');
  assert.equal(findFile('script', 'find-file.ts', feature), join(import.meta.dirname, 'find-file.ts'));
  assert.equal(findFile('script', 'package.json', feature), join(process.cwd(), 'package.json'));
  assert.equal(findFile('script', 'package.json', undefined), join(process.cwd(), 'package.json'));
  assert.throws(
    () => findFile('manifest', 'absent.yaml', feature),
    /there is no manifest "absent.yaml": neither .*scenario\/absent.yaml nor .*absent.yaml is a file$/,
  );
});

it('takes no folder for a file', () => {
  assert.throws(() => findFile('manifest', 'support', undefined), /there is no manifest "support"/);
});
