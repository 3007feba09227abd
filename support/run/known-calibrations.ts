import type { Calibration } from '../timeline/facts.ts';
import { lastCalibration } from '../traffic/calibration.ts';
import type { Meter } from '../traffic/meter.ts';
import { probeRunner } from '../traffic/probe-runner-meter.ts';

/**
 * The last calibrations on this host of the meters that a run may use: its own, and with k6 that of the probe runner,
 * which measures UDP then. A meter that was never calibrated in its version has none.
 * @param last how the calibration of a meter is looked up.
 */
export function knownCalibrations(
  { name, version, priority }: Pick<Meter, 'name' | 'version' | 'priority'>,
  last: (meter: Calibration['meter']) => Calibration | undefined = lastCalibration,
): Calibration[] {
  const others = name === 'k6' ? [probeRunner('k6 has no UDP', priority)] : [];
  return [{ name, version }, ...others]
    .map((meter) => last({ name: meter.name, version: meter.version }))
    .filter((calibration) => calibration !== undefined);
}
