import type { Engine } from '../engine/engine.ts';
import { abortable } from '../host/abortable.ts';
import type { KubeProxyMode } from '../topology.ts';
import { clusterLabels } from './labels.ts';

/** What each mode needs of the kernel, as a shell command that succeeds where it is there. Iptables is needed in any case. */
const PROBES: Readonly<Record<KubeProxyMode, { readonly needs: string; readonly probe: string } | undefined>> = {
  iptables: undefined,
  nftables: { needs: 'nf_tables (CONFIG_NF_TABLES, Linux 5.13 or newer)', probe: 'nft list tables' },
  ipvs: {
    needs: 'IPVS (modules ip_vs, ip_vs_rr; CONFIG_IP_VS)',
    probe: 'modprobe --all ip_vs ip_vs_rr 2>/dev/null; test -e /proc/net/ip_vs',
  },
};

/**
 * Asks the kernel on which the engine runs (which need not be this host's) whether kube-proxy can work in a mode, before a
 * cluster is made that would come up and serve nothing. @throws when it cannot.
 */
export async function requireKubeProxyMode(
  mode: KubeProxyMode,
  {
    engine,
    image,
    run,
    name,
  }: { readonly engine: Engine; readonly image: string; readonly run: string; readonly name: string },
  signal: AbortSignal,
): Promise<void> {
  const probe = PROBES[mode];
  if (probe === undefined) return;
  const container = await engine.client.container.dockerode.createContainer({
    Image: image,
    Labels: clusterLabels(run, name),
    Entrypoint: ['sh', '-c', probe.probe],
    Cmd: [],
    HostConfig: { Privileged: true, NetworkMode: 'none', Binds: ['/lib/modules:/lib/modules:ro'] },
  });
  try {
    await container.start();
    const { StatusCode } = (await abortable(container.wait(), signal)) as { StatusCode: number };
    if (StatusCode === 0) return;
    throw new Error(
      `kube-proxy mode ${mode} needs ${probe.needs}, which the kernel of the container engine's host does not have: ` +
        'choose another mode (iptables works everywhere) or another host',
    );
  } finally {
    await container.remove({ force: true, v: true });
  }
}
