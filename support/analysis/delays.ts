/**
 * How long what is seen on the timeline may lag behind what happens, or the other way round, in ms. Measured bounds are from
 * runs on v1.36.3 and v1.37.2, with room for a machine that is busy.
 */

/** A change reaches our watch and the components of the cluster in any order, up to 0.15 s apart under load. */
export const SIGHT_MS = 150;

/**
 * The same from a Service that has lost its last endpoint to a request that met it so: 0.16 s measured once in fifteen runs with a
 * load of 26, while the machine stood still. What is sent shortly before is let through late, or the API server tells us late.
 */
export const EMPTY_MS = 500;

/** From an action to what our watch tells of it, where the API server stands still: writes of 1 to 2 s measured at a load of 20. */
export const STALLED_MS = 3000;

/**
 * From an EndpointSlice to the last kube-proxy's rules: a second (`minSyncPeriod` in kind) after the end of the last sync
 * (pkg/proxy/runner/bounded_frequency_runner.go), 1.06 to 1.14 s measured, and the time that the sync takes.
 */
export const PROXY_MS = 1500;

/** The same where the node's processors are taken: 3 to 6.4 s measured. Only what else is seen can tell that it lasts so long. */
export const STARVED_PROXY_MS = 10_000;

/** From a container's end to the kubelet's word of it: the PLEG looks once a second (pkg/kubelet/kubelet.go). */
export const KUBELET_MS = 1200;

/** From a pod that no longer answers to its condition Ready: three failures of a probe that runs every second. */
export const PROBE_MS = 4000;

/**
 * From a node's death to its pods' Ready=False: the node monitor's grace of 50 s (40 s before 1.32), its period of 5 s, and
 * the lease's age.
 */
export const NODE_MS = 60_000;

/**
 * From a kubelet that is Ready again to the first request through its node's door, 4 s measured with a load of 25, and through it to
 * a pod of another node, 13.7 s measured once in nine times. Seldom as long as this.
 */
export const NODE_BACK_MS = 20_000;

/**
 * How long a kept connection may lie idle until its client learns that it was cut: the script's virtual users take turns,
 * one comes round every `timeout + 0.25 s` and some (probe-script.ts).
 */
export const IDLE_MS = 5000;

/**
 * How long a node remembers a first packet of TCP that nobody answered (`nf_conntrack_tcp_timeout_syn_sent`, 120 s in
 * https://docs.kernel.org/networking/nf_conntrack-sysctl.html).
 */
export const CONNTRACK_MS = 120_000;

/** A pod that has not answered this long after it became ready does not fail for being slow to listen. */
export const LISTEN_MS = 30_000;
