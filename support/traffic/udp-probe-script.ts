// The disruption probe with datagrams besides. For the probe runner alone: k6 has no UDP.
import udp from 'k6/x/udp';
import { clock, leaveSample, nameIn, plannedRequest } from './probe-script.ts';

export { control, fresh, handleSummary, keepalive, options } from './probe-script.ts';

/** One datagram that asks for the pod's name, over one of the flows that are kept to a door. */
async function datagram(): Promise<void> {
  const planned = plannedRequest('udp');
  const start = clock();
  const { answer, failure, durationMs, flow, kept } = await udp.exchange(planned.url, 'hostname', planned.timeoutMs);
  leaveSample(planned, {
    ...{ start, duration: durationMs, flow },
    pod: answer === undefined ? '' : nameIn(answer),
    status: 0,
    errorCode: failure?.code ?? 0,
    error: failure?.message ?? '',
    connection: kept ? 'reused' : 'new',
  });
}

export { datagram as udp };
