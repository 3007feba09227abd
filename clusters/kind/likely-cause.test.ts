import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { evidenceTexts, likelyCause } from './likely-cause.ts';

/** What was seen, and a word of the cause that it must lead to. Each was written by the program that failed. */
const SEEN: readonly (readonly [string, RegExp])[] = [
  ['kubelet: failed to create fsnotify watcher: too many open files', /inotify/],
  ['Failed to allocate manager object: Too many open files', /inotify/],
  ['mkdir /var/lib/etcd: no space left on device', /disk .* full/],
  ['kubelet is configured to not run on a host using cgroup v1', /cgroup v1: a kubeadm patch sets failCgroupV1/],
  ["Couldn't find an alternative telinit implementation to spawn.", /init process/],
  [
    'ERROR: this script needs /sys/fs/cgroup/cgroup.procs to be empty (for writing the top-level cgroup.subtree_control)',
    /before systemd/,
  ],
  ['WARNING: Your kernel does not support cgroup namespaces. Cgroup namespace setting discarded.', /cgroup namespaces/],
  ['failed to create shim task: error adding pid 5093 to cgroups: failed to write 5093', /mixes cgroup/],
  ["runc create failed: unable to start container process: can't get final child's PID from pipe: EOF", /capability/],
  [
    'stat failed on /dev/nvme0n1: could not find device with major: 0, minor: 45 in cached partitions map',
    /device below/,
  ],
  [
    "Failed to Setup IP tables: Unable to enable SKIP DNAT rule: ip6tables v1.8.7: can't initialize ip6tables table `nat'",
    /firewall/,
  ],
  ['Error response from daemon: Pool overlaps with other one on this address space', /no addresses left/],
  [
    'driver failed programming external connectivity: Bind for 127.0.0.1:32768 failed: port is already allocated',
    /has a port/,
  ],
  ['(HTTP code 409) unexpected - network with name kindling already exists', /of that name/],
  [
    'Conflict. The container name "/x-worker" is already in use by container "abc". name "/x-worker" is already in use by container',
    /of that name/,
  ],
  ['running kind with rootless provider requires setting systemd property "Delegate=yes"', /rootless/],
  ['containerd: failed to mount overlay: invalid argument', /overlay file system itself/],
  ['open /dev/dma_heap: permission denied', /SELinux/],
  ['(HTTP code 404) no such container - No such image: nobody/nothing:1', /no such node image/],
  ['(HTTP code 400) bad parameter - No command specified', /no node image/],
  ['cat: /kind/version: No such file or directory', /no node image/],
  ['connect ENOENT /home/me/.cache/kindling/engine/docker.sock', /engine ended/],
  ['Node x-worker did not boot: Error: its first process ended', /first process ended/],
];

test('every known symptom leads to its cause', () => {
  for (const [text, cause] of SEEN) assert.match(likelyCause(text)?.cause ?? 'none', cause, text);
});

test('of two symptoms the more telling one is named, wherever it was seen', () => {
  const reason = 'Node x did not boot: its first process ended';
  const evidence = ['all is well', 'systemd: Failed to allocate manager object: Too many open files'];
  assert.match(likelyCause(reason, evidence)?.cause ?? '', /inotify/);
});

test('what is not known has no cause rather than a wrong one', () => {
  const evidence = ['E1122 the moon is full', 'kubelet: pod rng-1 is not running'];
  assert.equal(likelyCause('kubeadm ended with exit code 1', evidence), undefined);
});

test("evidence is read from every file of its folder but the engine's own words", () => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-evidence-test-'));
  try {
    writeFileSync(join(folder, 'x-worker-kubelet.log'), 'too many open files');
    writeFileSync(join(folder, 'engine.json'), 'no space left on device');
    assert.deepEqual(evidenceTexts(folder), ['too many open files']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
