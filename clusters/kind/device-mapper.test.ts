import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needsDeviceMapper } from './device-mapper.ts';

/** As Docker answers, with the file system that its overlays lie on. */
const overlayOn = (fileSystem: string) => ({
  Driver: 'overlay2',
  DriverStatus: [
    ['Backing Filesystem', fileSystem],
    ['Supports d_type', 'true'],
  ],
});

test('nodes get /dev/mapper where the driver is of a file system of many devices, or lies on one', () => {
  for (const Driver of ['btrfs', 'zfs', 'devicemapper']) assert.ok(needsDeviceMapper({ Driver }), Driver);
  for (const fileSystem of ['btrfs', 'zfs', 'xfs']) assert.ok(needsDeviceMapper(overlayOn(fileSystem)), fileSystem);
});

test('elsewhere they do not, nor from an engine that says nothing of it', () => {
  assert.ok(!needsDeviceMapper(overlayOn('extfs')));
  // The containerd image store names no file system.
  const containerd = [['driver-type', 'io.containerd.snapshotter.v1']];
  assert.ok(!needsDeviceMapper({ Driver: 'overlayfs', DriverStatus: containerd }));
  assert.ok(!needsDeviceMapper({ Driver: 'vfs', DriverStatus: null }));
});
