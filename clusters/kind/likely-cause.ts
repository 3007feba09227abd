import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a failure looks like, what it mostly comes from, and what to do. */
interface KnownFailure {
  readonly symptom: RegExp;
  /** Words that logs of a healthy cluster may hold too: they count only in the reason itself. */
  readonly only?: 'reason';
  readonly cause: string;
  readonly remedy: string;
}

/**
 * Symptoms in logs and messages and what they mean, the most telling first: kind's known issues and its issue tracker, and
 * failures met on hosts without every capability.
 */
const KNOWN_FAILURES: readonly KnownFailure[] = [
  {
    symptom: /no space left on device|must evict pod\(s\) to reclaim ephemeral-storage/i,
    cause: 'the disk of the container engine is full',
    remedy: 'free some: "npm run clean -- --all", "docker system prune"',
  },
  {
    symptom: /too many open files|failed to create fsnotify watcher|Failed to allocate manager object/i,
    cause: 'the inotify limits of the host are exhausted, which all containers of a user share',
    remedy: 'sudo sysctl fs.inotify.max_user_instances=1024 fs.inotify.max_user_watches=524288',
  },
  {
    symptom: /configured to not run on a host using cgroup v1/i,
    // Kindling says false to every kubelet (kubeadm-config.ts), so the default of Kubernetes 1.35 and newer is not to blame.
    cause: 'kubelet refuses cgroup v1: a kubeadm patch sets failCgroupV1, or this Kubernetes knows cgroup v1 no more',
    remedy: 'take failCgroupV1 out of the patch, or use a host with cgroup v2',
  },
  {
    symptom: /Couldn't find an alternative telinit implementation to spawn/,
    cause: 'the engine puts an init process of its own in front of systemd',
    remedy: 'remove "init": true from the engine\'s daemon.json',
  },
  {
    symptom: /this script needs \/sys\/fs\/cgroup\/cgroup\.procs to be empty/,
    cause: 'a command was run in a node before systemd was up, which cgroup v2 does not allow',
    remedy: "wait for the boot line in the node's log before the first exec",
  },
  {
    symptom: /kernel does not support cgroup namespaces/i,
    cause: 'the kernel of the host has no cgroup namespaces',
    remedy: 'use a kernel of version 4.6 or newer',
  },
  {
    symptom: /error adding pid \d+ to cgroups/i,
    cause: 'the host mixes cgroup v1 and v2, as WSL 2 does by default',
    remedy: 'boot the host with cgroup_no_v1=all',
  },
  {
    symptom: /can't get final child's PID from pipe: EOF|unable to apply caps/i,
    cause: 'runc may not do what it is asked to: the host lacks a capability such as CAP_SYS_RESOURCE',
    remedy: 'set restrict_oom_score_adj = true for containerd in the node image, or give the host the capability',
  },
  {
    symptom: /failed to get rootfs info|could not find device with major: 0/i,
    // Kindling gives nodes /dev/mapper where kind does (device-mapper.ts), which does not help everywhere.
    cause: "kubelet cannot see the device below the engine's file system (btrfs, zfs or LUKS)",
    remedy:
      "put the engine's data root on ext4, or put up a cluster whose kubelets do not look for it: in a file for " +
      '"npm run cluster -- up --config", kubeadmPatches: [{ kind: KubeletConfiguration, localStorageCapacityIsolation: false }]',
  },
  {
    symptom: /ip6tables.*(?:can't initialize|Failed to Setup IP tables)|Failed to Setup IP tables/i,
    cause: "the host's firewall tools or kernel lack a table that the engine needs",
    remedy: 'load the modules ip_tables, ip6_tables, iptable_nat and ip6table_nat, or use a network without IPv6',
  },
  {
    symptom:
      /Pool overlaps with other one|could not find an available, non-overlapping IPv4 address pool|all predefined address pools have been fully subnetted/i,
    cause: 'the engine has no addresses left for another network',
    remedy: 'remove networks nobody uses ("docker network prune"), or add to default-address-pools in daemon.json',
  },
  {
    symptom: /port is already allocated|address already in use/i,
    cause: 'another program has a port that the cluster was to publish',
    remedy: 'start again: the engine chooses another port; "ss -ltnp" shows who has it',
  },
  {
    symptom: /network with name \S+ already exists|name "\/\S+" is already in use by container/i,
    cause: 'a cluster of that name was made by another program or from another cache',
    remedy: 'choose another --name, or remove it with the program that made it',
  },
  {
    symptom: /systemd property "Delegate=yes"|failed to initialize top level QOS containers/i,
    cause: 'a rootless engine may not manage cgroups',
    remedy: 'use cgroup v2 and delegate controllers: https://kind.sigs.k8s.io/docs/user/rootless/',
  },
  {
    symptom: /failed to mount overlay.*invalid argument|overlayfs.*not supported/i,
    cause: "the engine's data lies on an overlay file system itself",
    remedy: "put the engine's data root on a real file system or a volume",
  },
  {
    symptom: /dma_heap: permission denied/i,
    cause: 'SELinux forbids what privileged containers need',
    remedy: 'setenforce 0, or update the policy',
  },
  {
    only: 'reason',
    symptom: /No such image|manifest unknown|pull access denied|repository does not exist/i,
    cause: 'there is no such node image, in the engine or in a registry',
    remedy: 'look at the name and the registry\'s login; "npm run doctor" shows which image would be taken',
  },
  {
    only: 'reason',
    symptom:
      /cat: \/kind\/version: No such file|exec \S*entrypoint\S*: no such file|executable file not found|no command specified/i,
    cause: 'the image is no node image',
    remedy: 'use one that kind or Kindling has made',
  },
  {
    only: 'reason',
    symptom:
      /ECONNREFUSED \S*docker\.sock|connect ENOENT \S*docker\.sock|Cannot connect to the Docker daemon|socket hang up|ECONNRESET|write EPIPE/i,
    cause: 'the container engine ended or was stopped meanwhile',
    remedy: 'see its log; the next start finds or starts one',
  },
  {
    only: 'reason',
    symptom: /is not running|its first process ended/i,
    cause: "a node's first process ended, because the image cannot boot here or somebody stopped the container",
    remedy: "read the node's container log in the evidence",
  },
];

/** The most telling known failure that shows in the reason or in any of the evidence; undefined when none does. */
export function likelyCause(reason: string, evidence: readonly string[] = []): KnownFailure | undefined {
  return KNOWN_FAILURES.find(({ symptom, only }) =>
    [reason, ...(only === 'reason' ? [] : evidence)].some((text) => symptom.test(text)),
  );
}

/** The files of an evidence folder as texts. */
export function evidenceTexts(folder: string): string[] {
  // engine.json lists warnings of the engine that are no failures.
  return readdirSync(folder)
    .filter((file) => file !== 'engine.json')
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}
