import { InvalidArgumentError } from 'commander';
import { embeddedEngineRuns, stopEmbeddedEngine } from '../../clusters/engine/embedded-engine.ts';
import { findEngine, runningEngine } from '../../clusters/engine/engine.ts';
import { knownMinors } from '../../clusters/node-image/versions.ts';
import { putUp, takeDown } from '../../clusters/put-up.ts';
import { type KeptCluster, keptClusters } from '../../clusters/registry/kept-clusters.ts';
import { DEFAULT_TOPOLOGY, KUBE_PROXY_MODES } from '../../clusters/topology.ts';
import { interruption } from '../run/interruption.ts';
import { tell } from '../run/tell.ts';
import { clusterName, clusterWishOf, type UpOptions } from './cluster-up.ts';
import { program, runMain } from './main.ts';

const NAME = 'kindling';
const command = program('cluster', 'Puts up clusters that stay, and takes them down.');

command
  .command('up')
  .description('put up a cluster; flags override what the configuration file says')
  .option('-c, --config <file>', 'a YAML file that says what the cluster is made of')
  .option('--name <name>', `its name (default: ${NAME})`, clusterName)
  .option('-k, --kubernetes <minor>', `one of ${knownMinors().join(', ')} (default: the newest)`)
  .option('--control-planes <count>', '1, or 3 with a load balancer before them', Number)
  .option('-w, --workers <count>', `how many workers (default: ${DEFAULT_TOPOLOGY.workers})`, Number)
  .option('--kube-proxy <mode>', `one of ${KUBE_PROXY_MODES.join(', ')} (default: ${DEFAULT_TOPOLOGY.kubeProxy})`)
  .option('--pod-subnet <network>', `default: ${DEFAULT_TOPOLOGY.podSubnet}`)
  .option('--service-subnet <network>', `default: ${DEFAULT_TOPOLOGY.serviceSubnet}`)
  .option('--feature-gate <name=boolean...>', 'turn features of Kubernetes on or off')
  .option('--audit-policy <file>', 'keep an audit log by this policy')
  .option('--load <image...>', 'images of the engine, or .tar files, that every node has from the start')
  .option('--json', 'print one object on standard output')
  .action(async ({ json, ...options }: UpOptions & { json?: true }) => {
    // A wrong word should be heard before an engine is started.
    const wish = clusterWishOf(options, NAME);
    const signal = interruption(tell);
    const cluster = await putUp(await findEngine(tell, signal), wish, tell, signal);
    process.stdout.write(json ? `${JSON.stringify(cluster, undefined, 2)}\n` : described(cluster));
  });

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

await runMain(command);
