import { InvalidArgumentError, Option } from 'commander';
import { embeddedEngineRuns, stopEmbeddedEngine } from '../../clusters/engine/embedded-engine.ts';
import { findEngine, runningEngine } from '../../clusters/engine/engine.ts';
import { knownMinors } from '../../clusters/node-image/versions.ts';
import { putUp, takeDown } from '../../clusters/put-up.ts';
import { type KeptCluster, keptClusters } from '../../clusters/registry/kept-clusters.ts';
import { DEFAULT_TOPOLOGY } from '../../clusters/topology.ts';
import { interruption } from '../run/interruption.ts';
import { tell } from '../run/tell.ts';
import { program, runMain } from './main.ts';

const NAME = 'kindling';
const command = program('cluster', 'Puts up clusters that stay, and takes them down.');

command
  .command('up')
  .description('put up a cluster: one control plane and workers')
  .option('--name <name>', 'its name', clusterName, NAME)
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

command
  .command('down')
  .description('take down a cluster')
  .argument('[name]', 'its name', NAME)
  .option('--all', 'all of them')
  .action(async (name: string, { all }: { all?: true }) => {
    const engine = await runningEngine(interruption(tell));
    if (engine === undefined) throw new Error('No container engine runs, so there is no cluster');
    for (const each of all ? keptClusters().map((cluster) => cluster.name) : [name]) {
      await takeDown(engine, each);
      tell(`Cluster ${each}: removed`);
    }
  });

command
  .command('list')
  .description('list the clusters that stay')
  .action(() => {
    for (const cluster of keptClusters()) process.stdout.write(described(cluster));
  });

command
  .command('engine')
  .description('the embedded container engine, which Kindling starts where there is no Docker')
  .argument('<what>', 'status or stop')
  .action(async (what: string) => {
    const signal = interruption(tell);
    if (what === 'status') {
      process.stdout.write(`${(await embeddedEngineRuns(signal)) ? 'running' : 'stopped'}\n`);
    } else if (what === 'stop') {
      tell(
        (await stopEmbeddedEngine(signal))
          ? 'Embedded container engine: stopped'
          : 'Embedded container engine: was not running',
      );
    } else {
      throw new InvalidArgumentError(`"${what}" is neither status nor stop`);
    }
  });

function described({ name, kubernetesVersion, nodes, kubeconfig }: KeptCluster): string {
  return `${name}  ${kubernetesVersion}  ${nodes.length} nodes\n  export KUBECONFIG=${kubeconfig}\n`;
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
