import { InvalidArgumentError, Option } from 'commander';
import { findEngine } from '../../clusters/engine/engine.ts';
import { knownMinors } from '../../clusters/node-image/versions.ts';
import { putUp } from '../../clusters/put-up.ts';
import type { KeptCluster } from '../../clusters/registry/kept-clusters.ts';
import { DEFAULT_TOPOLOGY } from '../../clusters/topology.ts';
import { interruption } from '../run/interruption.ts';
import { tell } from '../run/tell.ts';
import { downCommand } from './cluster/down.ts';
import { engineCommand } from './cluster/engine.ts';
import { evidenceCommand } from './cluster/evidence.ts';
import { kubeconfigCommand } from './cluster/kubeconfig.ts';
import { listCommand } from './cluster/list.ts';
import { DEFAULT_NAME } from './cluster/name.ts';
import { program, runMain } from './main.ts';

const command = program('cluster', 'Puts up clusters that stay, and takes them down.');

command
  .command('up')
  .description('put up a cluster: one control plane and workers; one of that name that is well is found again')
  .option('--name <name>', 'its name', clusterName, DEFAULT_NAME)
  .option('-k, --kubernetes <minor>', `one of ${knownMinors().join(', ')} (default: the newest)`)
  .addOption(
    new Option('--image <reference>', 'a node image of kind, present or pulled, as it is').conflicts('kubernetes'),
  )
  .option('-w, --workers <count>', 'how many workers', workerCount, DEFAULT_TOPOLOGY.workers)
  .option('--json', 'print one object on standard output')
  .action(
    async ({
      name,
      kubernetes,
      image,
      workers,
      json,
    }: {
      name: string;
      kubernetes?: string;
      image?: string;
      workers: number;
      json?: true;
    }) => {
      const signal = interruption(tell);
      const engine = await findEngine(tell, signal);
      const topology = { ...DEFAULT_TOPOLOGY, workers };
      const cluster = await putUp(engine, { name, kubernetes, image, topology }, tell, signal);
      process.stdout.write(json ? `${JSON.stringify(cluster, undefined, 2)}\n` : described(cluster));
    },
  );

command.addCommand(listCommand());
command.addCommand(kubeconfigCommand());
command.addCommand(evidenceCommand());
command.addCommand(downCommand());
command.addCommand(engineCommand());

function described({ name, kubernetesVersion, nodes, kubeconfig, kubectl }: KeptCluster): string {
  return `${name}  ${kubernetesVersion}  ${nodes.length} nodes
  export KUBECONFIG=${kubeconfig}
  alias kubectl=${kubectl}
`;
}

function clusterName(text: string): string {
  // Node names are host names: 63 characters with "-control-plane" behind it.
  if (/^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$/.test(text)) return text;
  throw new InvalidArgumentError('write at most 48 lower-case letters, digits and dashes');
}

function workerCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0 && count <= 20) return count;
  throw new InvalidArgumentError('write a whole number from 0 to 20');
}

await runMain(command);
