import assert from 'node:assert/strict';
import test from 'node:test';
import { generatorArguments, generatorEnvironment, generatorFiles } from './generator-call.ts';

test('the command line carries rates, doors and times, and the script last', () => {
  const files = generatorFiles('/tmp/run');
  const args = generatorArguments(
    {
      streams: [
        { stream: 'fresh', ratePerSecond: 50 },
        { stream: 'control', ratePerSecond: 5, doors: [{ node: 'c', url: 'http://127.0.0.1:3/' }] },
      ],
      doors: [
        { node: 'a', url: 'http://127.0.0.1:1/' },
        { node: 'b', url: 'http://127.0.0.1:2/' },
      ],
      timeoutMs: 700,
      maxDurationMs: 9000,
      folder: '/tmp/run',
    },
    files,
  );
  const settings = args.filter((_, i) => args[i - 1] === '-e');
  assert.deepEqual(settings.toSorted(), [
    'PROBE_CONTROL_DOORS=http://127.0.0.1:3/',
    'PROBE_CONTROL_RATE=5',
    'PROBE_DOORS=http://127.0.0.1:1/,http://127.0.0.1:2/',
    'PROBE_DURATION=9000ms',
    'PROBE_FRESH_RATE=50',
    'PROBE_TIMEOUT_MS=700',
  ]);
  assert.equal(args[0], 'run');
  assert.ok(args.includes('--out=json=/tmp/run/samples.ndjson'));
  assert.ok(args.includes('--log-output=file=/tmp/run/generator.log'));
  assert.match(args.at(-1) ?? '', /probe-script\.ts$/);
});

test('inherited settings of k6 do not reach the generator', () => {
  const environment = generatorEnvironment({ K6_DURATION: '1s', k6_vus: '9', PATH: '/bin', EMPTY: undefined });
  assert.deepEqual(environment, {
    PATH: '/bin',
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
    PROBE_RUNNER_ENDS_WITH_STDIN: 'yes',
  });
});
