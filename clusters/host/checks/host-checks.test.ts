import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareHost } from '../prepare-host.ts';
import type { Host, HostPlan, Verdict } from './check.ts';
import { checkHost } from './host-checks.ts';

const PLAN: HostPlan = { nodes: 3, dataRoot: '/data', cache: '/cache', embedded: true };
const V1 = ['cpu,cpuacct', 'memory', 'pids', 'cpuset']
  .map((options, index) => `3${index} 29 0:${index} / /sys/fs/cgroup/x rw,nosuid - cgroup cgroup rw,${options}`)
  .join('\n');

/** The files of a host on which all is well. */
const GOOD: Readonly<Record<string, string>> = {
  '/proc/sys/fs/inotify/max_user_instances': '1024\n',
  '/proc/sys/fs/inotify/max_user_watches': '524288\n',
  '/sys/fs/cgroup/cgroup.controllers': 'cpuset cpu io memory hugetlb pids\n',
  '/proc/self/status': 'Name:\tnode\nCapEff:\t000001ffffffffff\n',
  '/proc/filesystems': 'nodev\tproc\nnodev\toverlay\n\text4\n',
  '/proc/meminfo': 'MemTotal: 24000000 kB\nMemAvailable:   20000000 kB\n',
};

interface Change {
  readonly files?: Readonly<Record<string, string | undefined>>;
  readonly root?: boolean;
  readonly free?: number;
  readonly platform?: NodeJS.Platform;
}

function hostWith({ files = {}, root = true, free = 50, platform = 'linux' }: Change = {}) {
  const all: Record<string, string | undefined> = { ...GOOD, ...files };
  const written: Record<string, string> = {};
  const host: Host = {
    platform,
    root,
    read: (path) => all[path],
    write(path, text) {
      written[path] = text;
    },
    freeBytes: () => free * 2 ** 30,
  };
  return { host, written };
}

/** What is not well on a host. */
function complaints(change: Change, plan: Partial<HostPlan> = {}): Verdict[] {
  return checkHost(hostWith(change).host, { ...PLAN, ...plan }).filter(({ level }) => level !== 'ok');
}

function only(verdicts: readonly Verdict[]): Verdict & { remedy?: string } {
  assert.equal(verdicts.length, 1, JSON.stringify(verdicts));
  return verdicts[0] as Verdict;
}

test('a good host is good in every respect', () => {
  assert.deepEqual(complaints({}), []);
  assert.equal(checkHost(hostWith().host, PLAN).length, 8);
});

test('another operating system is not judged by files that it does not have', () => {
  const none = Object.fromEntries(Object.keys(GOOD).map((path) => [path, undefined]));
  assert.deepEqual(complaints({ files: none, platform: 'darwin' }), []);
});

test('low inotify limits are set by root, and said', () => {
  const { host, written } = hostWith({ files: { '/proc/sys/fs/inotify/max_user_instances': '128\n' } });
  const lines: string[] = [];
  prepareHost(PLAN, (line) => lines.push(line), host);
  assert.deepEqual(written, { '/proc/sys/fs/inotify/max_user_instances': '1024' });
  assert.deepEqual(lines, ['Set for the run: fs.inotify.max_user_instances was 128, raised to 1024']);
});

test('low inotify limits are a warning with a command for others', () => {
  const verdict = only(complaints({ root: false, files: { '/proc/sys/fs/inotify/max_user_watches': '8192\n' } }));
  assert.equal(verdict.level, 'warning');
  assert.equal(verdict.remedy, 'sudo sysctl fs.inotify.max_user_watches=524288');
});

test('cgroup v1 is well when its controllers are mounted', () => {
  const files = { '/sys/fs/cgroup/cgroup.controllers': undefined, '/proc/self/mountinfo': V1 };
  assert.deepEqual(complaints({ files }), []);
});

test('missing cgroup controllers are errors that name them', () => {
  const v2 = only(complaints({ files: { '/sys/fs/cgroup/cgroup.controllers': 'cpuset cpu io memory' } }));
  assert.match(v2.found, /v2 without pids/);
  const mountinfo = V1.split('\n').slice(0, 3).join('\n');
  const files = { '/sys/fs/cgroup/cgroup.controllers': undefined, '/proc/self/mountinfo': mountinfo };
  const v1 = only(complaints({ files }));
  assert.match(v1.found, /v1 .* without cpuset/);
  assert.equal(v1.remedy, 'mount -t cgroup -o cpuset none /sys/fs/cgroup/cpuset');
  const none = only(complaints({ files: { ...files, '/proc/self/mountinfo': '' } }));
  assert.equal(none.level, 'error');
});

test('a missing CAP_SYS_RESOURCE is a note, a missing CAP_SYS_ADMIN an error, and neither concerns a Docker of the user', () => {
  const without = (bit: bigint) => ({
    files: { '/proc/self/status': `CapEff:\t${(0x1ffffffffffn & ~(1n << bit)).toString(16).padStart(16, '0')}\n` },
  });
  const noted = checkHost(hostWith(without(24n)).host, PLAN).find(({ subject }) => subject === 'capabilities');
  assert.equal(noted?.level, 'ok');
  assert.match(noted?.found ?? '', /without CAP_SYS_RESOURCE/);
  assert.match(only(complaints(without(21n))).found, /CAP_SYS_ADMIN is missing/);
  assert.match(only(complaints(without(12n))).found, /CAP_NET_ADMIN is missing/);
  assert.deepEqual(complaints(without(21n), { embedded: false }), []);
});

test('a kernel without overlay is a warning with a command', () => {
  assert.equal(only(complaints({ files: { '/proc/filesystems': '\text4\n' } })).remedy, 'modprobe overlay');
});

test('little disk is a warning, too little an error, and more nodes need more', () => {
  const levels = (free: number, nodes: number) => complaints({ free }, { nodes }).map(({ level }) => level);
  assert.deepEqual(levels(4, 3), ['warning']);
  assert.deepEqual(levels(4, 5), ['error']);
  assert.deepEqual(levels(0.2, 1), ['error', 'error']);
});

test('little memory is told with what is needed', () => {
  const verdict = only(complaints({ files: { '/proc/meminfo': 'MemAvailable: 1048576 kB\n' } }));
  assert.equal(verdict.level, 'error');
  assert.equal(verdict.found, '1.0 GiB available, and 1.6 GiB are needed');
});

test('a host that cannot run a cluster is refused with all reasons at once', () => {
  const { host } = hostWith({ free: 0.2, files: { '/proc/meminfo': 'MemAvailable: 1048576 kB\n' } });
  assert.throws(
    () => prepareHost(PLAN, () => {}, host),
    /3 nodes:\n {2}disk of the engine[\s\S]*to mend it[\s\S]*memory: 1\.0 GiB/,
  );
});
