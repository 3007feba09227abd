import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemdProxyFile } from './systemd-proxy.ts';

test('systemd is given every variable that is set, as it is', () => {
  const environment = { HTTPS_PROXY: 'http://me:50%25"\\@proxy:1', https_proxy: 'unused', NO_PROXY: '10.0.0.0/8,.svc' };
  assert.equal(
    systemdProxyFile(environment),
    '[Manager]\nDefaultEnvironment="HTTPS_PROXY=http://me:50%%25\\"\\\\@proxy:1" "NO_PROXY=10.0.0.0/8,.svc"\n',
  );
});
