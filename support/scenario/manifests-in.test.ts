import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { manifestsIn } from './manifests-in.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: NAME }\n';

/** A feature with this manifest beside it. @returns the feature's file. */
function featureBeside(context: TestContext, yaml: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-manifests-'));
  context.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'objects.yaml'), yaml);
  return join(folder, 'a.feature');
}

test('a file beside the feature holds one or many documents', (context) => {
  const feature = featureBeside(context, `${POD.replace('NAME', 'a')}---\n${POD.replace('NAME', 'b')}`);
  assert.deepEqual(
    manifestsIn('objects.yaml', feature).map(({ metadata }) => metadata.name),
    ['a', 'b'],
  );
});

test('what is wrong is told with its file', (context) => {
  const wrong = (yaml: string, message: RegExp) => {
    const feature = featureBeside(context, yaml);
    assert.throws(() => manifestsIn('objects.yaml', feature), message);
  };
  wrong(`${POD}---\nkind: Pod\n`, /objects\.yaml, document 2: apiVersion is missing$/);
  wrong('a: [', /objects\.yaml, document 1: .*at line 1/);
  assert.throws(() => manifestsIn('absent.yaml', undefined), /there is no manifest "absent.yaml"/);
});
