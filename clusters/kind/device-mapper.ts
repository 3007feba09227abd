/** What the engine says of where it keeps containers (`GET /info`), as far as it is needed here. */
export interface EngineStorage {
  readonly Driver?: string;
  readonly DriverStatus?: readonly (readonly string[])[] | null;
}

const DRIVERS = ['btrfs', 'zfs', 'devicemapper'];
const FILE_SYSTEMS = ['btrfs', 'zfs', 'xfs'];

/**
 * Whether nodes must have the host's /dev/mapper, because kubelets look up the device below their file system there and do not
 * start without. kind's own rule (pkg/cluster/internal/providers/docker/util.go: mountDevMapper): by the storage driver, else by
 * the file system below it.
 */
export function needsDeviceMapper({ Driver = '', DriverStatus }: EngineStorage): boolean {
  if (DRIVERS.includes(Driver.toLowerCase())) return true;
  const fileSystem = DriverStatus?.find(([key]) => key === 'Backing Filesystem')?.[1] ?? '';
  return FILE_SYSTEMS.includes(fileSystem.toLowerCase());
}
