import { Command } from 'commander';
import { runningEngine } from '../../../clusters/engine/engine.ts';
import { type KeptClusterState, stateOf } from '../../../clusters/kept-cluster-state.ts';
import { type KeptCluster, keptClusters } from '../../../clusters/registry/kept-clusters.ts';
import { interruption } from '../../run/interruption.ts';
import { tell } from '../../run/tell.ts';

/** `cluster list [--json]` */
export function listCommand(): Command {
  return new Command('list')
    .description('list the clusters that stay, and how they are')
    .option('--json', 'print an array on standard output')
    .action(async ({ json }: { json?: true }) => {
      const kept = keptClusters();
      const signal = interruption(tell);
      const engine = kept.length === 0 ? undefined : await runningEngine(signal);
      const states = await Promise.all(kept.map((cluster) => stateOf(cluster, engine, signal)));
      const all = kept.map((cluster, index) => ({ ...cluster, ...(states[index] as KeptClusterState) }));
      process.stdout.write(json ? `${JSON.stringify(all, undefined, 2)}\n` : all.map(line).join(''));
    });
}

function line({ name, kubernetesVersion, nodes, state, problem }: KeptCluster & KeptClusterState): string {
  const words = [name, kubernetesVersion, `${nodes.length} nodes`, state];
  return `${words.join('  ')}${problem === undefined ? '' : `: ${problem}`}\n`;
}
