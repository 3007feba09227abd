import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kubernetesGoMod } from './kubernetes-go-mod.ts';

const staging = (path: string) => ({ Old: { Path: path }, New: { Path: `./staging/src/${path}` } });
const published = {
  Go: '1.26.0',
  GoDebug: [{ Key: 'default', Value: 'go1.26' }],
  Replace: [
    staging('k8s.io/client-go'),
    { Old: { Path: 'example.org/fork' }, New: { Path: 'example.org/other', Version: 'v1.0.0' } },
    staging('k8s.io/api'),
  ],
};

test('staging modules come in their published versions, sorted, with the settings of the release', () => {
  assert.equal(
    kubernetesGoMod('v1.36.3', published),
    `module kindling.dev/kubernetes

go 1.26.0

godebug default=go1.26

require k8s.io/kubernetes v1.36.3

tool k8s.io/kubernetes/test/images/agnhost

replace (
	k8s.io/api => k8s.io/api v0.36.3
	k8s.io/client-go => k8s.io/client-go v0.36.3
)
`,
  );
});

test('a release of another layout is refused', () => {
  assert.throws(() => kubernetesGoMod('v1.99.0', { ...published, Replace: [] }), /v1\.99\.0 replaces no module/);
  assert.throws(() => kubernetesGoMod('v1.99.0', { ...published, GoDebug: [] }), /v1\.99\.0 has no "godebug default/);
});
