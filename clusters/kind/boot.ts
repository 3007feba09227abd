import type { Container } from 'dockerode';
import { formatElapsed } from '../progress.ts';

/**
 * systemd's word that a node is up; on cgroup v1 the entrypoint's word that commands may be run in it
 * (kind: pkg/cluster/internal/providers/common/cgroups.go).
 */
const BOOTED = /Reached target .*Multi-User System|detected cgroup v1/;
/** kind waits 30 s, which slow machines exceed. */
const BOOT_TIMEOUT_MS = 90_000;

/**
 * Waits until a node has booted, by its log.
 * @param since whole seconds since 1970, by the engine's clock; what the log says before, of an earlier start, does not count.
 * @throws with the end of the log when it ends or takes longer than 90 s.
 */
export async function waitForBoot(
  name: string,
  container: Container,
  since: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const timeout = AbortSignal.timeout(BOOT_TIMEOUT_MS);
  const abortSignal = AbortSignal.any([signal, timeout]);
  let log = '';
  try {
    const stream = await container.logs({ follow: true, stdout: true, stderr: true, since: since ?? 0, abortSignal });
    for await (const chunk of stream) {
      log += String(chunk);
      if (BOOTED.test(log)) return;
    }
    throw new Error('its first process ended');
  } catch (cause) {
    signal.throwIfAborted();
    const reason = timeout.aborted
      ? `no "${BOOTED.source}" in its log after ${formatElapsed(BOOT_TIMEOUT_MS)}`
      : String(cause);
    throw new Error(`Node ${name} did not boot: ${reason}\n${log.trimEnd().split('\n').slice(-20).join('\n')}`, {
      cause,
    });
  }
}
