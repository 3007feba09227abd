import type { Instant } from '../timeline/facts.ts';
import type { Cause, CauseKind, Explain } from './cause.ts';
import { CONNTRACK_MS } from './delays.ts';
import { formatDuration } from './durations.ts';
import { requestKey, type Sample } from './samples.ts';

/**
 * What a node's connection tracking explains: it remembers for two minutes to which endpoint it sent a first packet that nobody
 * answered, and sends there whatever comes from the same port of the client's, though the Service has long been without that
 * endpoint: rules of kube-proxy are asked for new entries alone. Clients take ports again at any time. Proved on v1.37.2, iptables
 * mode, with ports chosen by hand: 65 of 65 tries from ports that had led to a dead node's pod were lost, also after the node was
 * back, and 0 of 180 from others. Which port a request came from is not on the timeline.
 *
 * @param samples all requests
 * @param explain what else explains such a request: only a try that was sent to a pod which was not there is one to be remembered
 */
export function conntrackCauses(samples: readonly Sample[], explain: Explain): Explain {
  const tries = samples.filter(wentUnheard).sort((a, b) => a.startedAt - b.startedAt);
  /** Of each that may have met such a memory, when the door was last known to send to a pod that was not there. */
  const ledAstray = new Map<string, Instant>();
  for (const own of Map.groupBy(tries, ({ door }) => door).values()) {
    let [known, last] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const sample of own) {
      if (wasSentOn(sample, explain(sample))) known = last = sample.at;
      else if (sample.startedAt <= last + CONNTRACK_MS) {
        ledAstray.set(requestKey(sample), known);
        // Each try makes the memory last anew.
        last = sample.at;
      }
    }
  }
  return (sample) => {
    const known = ledAstray.get(requestKey(sample));
    if (known === undefined) return undefined;
    const ago = formatDuration(Math.max(0, Math.round(sample.startedAt - known)));
    const text = `its port may be one that led to a pod which is gone, ${ago} before: the door's node remembers (conntrack)`;
    return { kind: 'stale-conntrack', text };
  };
}

const OF_PODS: readonly (CauseKind | undefined)[] = [
  'node-gone',
  'pod-terminating',
  'pod-not-ready',
  'pod-not-listening',
];

/** The door's node was there and sent it on, which a lost one did not, nor one that knew of no endpoint. */
function wasSentOn({ door }: Sample, cause: Cause | undefined): boolean {
  return OF_PODS.includes(cause?.kind) && cause?.node !== door;
}

/** A new TCP connection that nobody answered at all. kube-proxy clears away what is remembered of UDP. */
function wentUnheard({ outcome, connection, stream }: Sample): boolean {
  return outcome === 'timeout' && connection !== 'reused' && stream !== 'udp' && stream !== 'control';
}
