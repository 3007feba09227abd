import { Option } from 'commander';
import { findEngine } from '../../clusters/engine/engine.ts';
import { knownMinors } from '../../clusters/node-image/versions.ts';
import { putUp } from '../../clusters/put-up.ts';
import type { KeptCluster } from '../../clusters/registry/kept-clusters.ts';
import { DEFAULT_TOPOLOGY, KUBE_PROXY_MODES } from '../../clusters/topology.ts';
import { interruption } from '../run/interruption.ts';
import { tell } from '../run/tell.ts';
import { downCommand } from './cluster/down.ts';
import { engineCommand } from './cluster/engine.ts';
import { evidenceCommand } from './cluster/evidence.ts';
import { kubeconfigCommand } from './cluster/kubeconfig.ts';
import { listCommand } from './cluster/list.ts';
import { DEFAULT_NAME } from './cluster/name.ts';
import { clusterName, clusterWishOf, type UpOptions } from './cluster/up-options.ts';
import { program, runMain } from './main.ts';

const command = program('cluster', 'Puts up clusters that stay, and takes them down.');

command
  .command('up')
  .description('put up a cluster; flags override the configuration file; one of that name that is well is found again')
  .option('-c, --config <file>', 'a YAML file that says what the cluster is made of')
  .option('--name <name>', `its name (default: ${DEFAULT_NAME})`, clusterName)
  .option('-k, --kubernetes <minor>', `one of ${knownMinors().join(', ')} (default: the newest)`)
  .addOption(
    new Option('--image <reference>', 'a node image of kind, present or pulled, as it is').conflicts('kubernetes'),
  )
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
    const wish = clusterWishOf(options, DEFAULT_NAME);
    const signal = interruption(tell);
    const cluster = await putUp(await findEngine(tell, signal), wish, tell, signal);
    process.stdout.write(json ? `${JSON.stringify(cluster, undefined, 2)}\n` : described(cluster));
  });

command.addCommand(listCommand());
command.addCommand(kubeconfigCommand());
command.addCommand(evidenceCommand());
command.addCommand(downCommand());
command.addCommand(engineCommand());

function described({ name, kubernetesVersion, nodes, kubeconfig, kubectl }: KeptCluster): string {
  return `${name}  ${kubernetesVersion}  ${nodes.length} nodes
  export KUBECONFIG=${kubeconfig}
  ${kubectl === undefined ? '# the nodes have kubectl for Linux alone: take your own kubectl' : `alias kubectl=${kubectl}`}
`;
}

await runMain(command);
