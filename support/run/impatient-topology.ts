import { DEFAULT_TOPOLOGY, type Topology } from '../../clusters/topology.ts';

/**
 * The topology of a cluster whose nodes are to be lost: it notices within 16 s, not 50 s, that a node has fallen silent
 * (kube-controller-manager `--node-monitor-grace-period`). The kubelets renew their leases every 3 s instead of every 10 s, a
 * quarter of `nodeLeaseDurationSeconds`, so that as many may come late as usual.
 */
export const IMPATIENT: Topology = {
  ...DEFAULT_TOPOLOGY,
  kubeadmPatches: [
    {
      kind: 'ClusterConfiguration',
      controllerManager: { extraArgs: [{ name: 'node-monitor-grace-period', value: '16s' }] },
    },
    { kind: 'KubeletConfiguration', nodeLeaseDurationSeconds: 12 },
  ],
};
