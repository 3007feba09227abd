import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../../clusters/host/cache.ts';
import type { Calibration, MeterPriority } from '../timeline/facts.ts';

/** The parts of a bench's result that a calibration keeps. */
interface Benched {
  readonly meter: {
    readonly name: Calibration['meter']['name'];
    readonly version: string;
    readonly priority: MeterPriority;
  };
  readonly ratePerSecond: number;
  readonly quietMs: number;
  readonly cost: Pick<Calibration, 'cpuMsPerRequest' | 'lateP99Ms'>;
  readonly figures: Pick<Calibration, 'outages' | 'found' | 'missed' | 'falseAlarms'>;
  readonly errorP95Ms: { readonly all: number | undefined; readonly one: number | undefined };
}

/** What a calibration keeps of a bench. */
export function calibrationOf({ meter, ratePerSecond, quietMs, cost, figures, errorP95Ms }: Benched): Calibration {
  const { outages, found, missed, falseAlarms } = figures;
  return {
    meter: { name: meter.name, version: meter.version },
    calibratedAt: Date.now(),
    priority: meter.priority,
    cores: cpus().length,
    ...{ ratePerSecond, quietMs, outages, found, missed, falseAlarms },
    ...{ errorP95Ms: errorP95Ms.all, oneEndpointErrorP95Ms: errorP95Ms.one },
    ...{ lateP99Ms: cost.lateP99Ms, cpuMsPerRequest: cost.cpuMsPerRequest },
  };
}

/** Keeps calibrations for later runs on this host. @returns the file. */
export function saveCalibration(calibrations: readonly Calibration[], folder = cacheFolder()): string {
  const path = join(folder, FILE);
  const others = read(folder).filter(({ meter }) => !calibrations.some((each) => sameMeter(each.meter, meter)));
  const content = { version: 1, calibrations: [...others, ...calibrations] };
  writeFileSync(path, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  return path;
}

/** The last calibration of a meter on this host; undefined when it was never calibrated in this version. */
export function lastCalibration(meter: Calibration['meter'], folder = cacheFolder()): Calibration | undefined {
  return read(folder).findLast((each) => sameMeter(each.meter, meter));
}

const FILE = 'meter-calibration.json';

function sameMeter(a: Calibration['meter'], b: Calibration['meter']): boolean {
  return a.name === b.name && a.version === b.version;
}

/** A file that is absent, damaged or of another version is no calibration: the next bench writes it anew. */
function read(folder: string): Calibration[] {
  try {
    const content = JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as {
      version?: number;
      calibrations?: Calibration[];
    };
    return content.version === 1 ? (content.calibrations ?? []) : [];
  } catch {
    return [];
  }
}
