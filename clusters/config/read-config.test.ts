import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readConfig } from './read-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'kindling-config-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('reads a file, and those that it names from its own folder', () => {
  file('audit.yaml', 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: Metadata}]\n');
  const path = file('all.yaml', 'kubernetes: "1.36"\nauditPolicy: audit.yaml\nimages: [rng:1, ./rng.tar]\n');
  const { name, kubernetes, topology } = readConfig(path);
  assert.deepEqual([name, kubernetes], [undefined, '1.36']);
  assert.deepEqual(topology.auditPolicy?.['rules'], [{ level: 'Metadata' }]);
  assert.deepEqual(topology.images, ['rng:1', join(folder, 'rng.tar')]);
});

test('an empty file wishes nothing', () => {
  assert.deepEqual(readConfig(file('empty.yaml', '# nothing\n')).topology, {});
});

test('says which file is wrong, and where in it', () => {
  const wrong = file('wrong.yaml', 'workers: many\n');
  assert.throws(() => readConfig(wrong), {
    message: `${wrong}: workers is "many", expected a whole number from 0 to 20`,
  });
  assert.throws(() => readConfig(file('no.yaml', 'a: [\n')), /no\.yaml.* is not YAML: .*line 2/s);
  assert.throws(() => readConfig(join(folder, 'none.yaml')), /none\.yaml: ENOENT/);
});
