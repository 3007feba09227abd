import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Calibration } from '../timeline/facts.ts';
import { calibrationOf } from '../traffic/calibration.ts';
import { NORMAL } from '../traffic/priority.ts';
import { knownCalibrations } from './known-calibrations.ts';
import { kindlingVersion } from './version.ts';

function calibration(meter: Calibration['meter']): Calibration {
  return calibrationOf({
    meter: { ...meter, priority: 'normal' },
    ...{ ratePerSecond: 100, quietMs: 60_000, errorP95Ms: { all: 9, one: 31 } },
    cost: { cpuMsPerRequest: 0.5, lateP99Ms: 2 },
    figures: { outages: 50, found: 48, missed: 0, falseAlarms: 0 },
  });
}

const k6 = { name: 'k6', version: '2.3.0', priority: NORMAL } as const;
const runner = { name: 'probe-runner', version: kindlingVersion(), priority: NORMAL } as const;

test('with k6 the calibration of the probe runner is known, too', () => {
  const meters = knownCalibrations(k6, calibration).map(({ meter }) => `${meter.name} ${meter.version}`);
  assert.deepEqual(meters, ['k6 2.3.0', `probe-runner ${kindlingVersion()}`]);
  assert.equal(knownCalibrations(runner, calibration).length, 1);
});

test('a meter that was never calibrated has none', () => {
  assert.deepEqual(
    knownCalibrations(runner, () => undefined),
    [],
  );
  const onlyRunner = (meter: Calibration['meter']) => (meter.name === 'k6' ? undefined : calibration(meter));
  assert.deepEqual(
    knownCalibrations(k6, onlyRunner).map(({ meter }) => meter.name),
    ['probe-runner'],
  );
});
