import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { calibrationOf, lastCalibration, saveCalibration } from './calibration.ts';
import { temporaryFolder } from './fixtures/traffic-test.ts';

function calibration(version: string, missed: number) {
  return calibrationOf({
    meter: { name: 'probe-runner', version, priority: 'normal' },
    ...{ ratePerSecond: 100, quietMs: 60_000, errorP95Ms: { all: 9, one: 31 } },
    cost: { cpuMsPerRequest: 0.5, lateP99Ms: 2 },
    figures: { outages: 50, found: 48, missed, falseAlarms: 0 },
  });
}

test('the last calibration of each meter and version is kept', async () => {
  await using folder = await temporaryFolder();
  const meter = { name: 'probe-runner', version: '1' } as const;
  assert.equal(lastCalibration(meter, folder.path), undefined);
  saveCalibration([calibration('1', 3)], folder.path);
  saveCalibration([calibration('2', 0)], folder.path);
  saveCalibration([calibration('1', 1)], folder.path);
  assert.equal(lastCalibration(meter, folder.path)?.missed, 1);
  assert.equal(lastCalibration({ ...meter, version: '2' }, folder.path)?.errorP95Ms, 9);
  assert.equal(lastCalibration({ name: 'k6', version: '1' }, folder.path), undefined);
});

test('a damaged file is no calibration', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'meter-calibration.json'), '{');
  assert.equal(lastCalibration({ name: 'probe-runner', version: '1' }, folder.path), undefined);
});
