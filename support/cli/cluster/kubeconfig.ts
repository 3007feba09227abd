import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { demandKeptCluster } from '../../../clusters/registry/kept-clusters.ts';
import { DEFAULT_NAME } from './name.ts';

/** `cluster kubeconfig [name] [--content]` */
export function kubeconfigCommand(): Command {
  return new Command('kubeconfig')
    .description('print where the kubeconfig of a cluster is: export KUBECONFIG=$(npm run -s cluster -- kubeconfig)')
    .argument('[name]', 'its name', DEFAULT_NAME)
    .option('--content', 'print what is in it instead; it holds the key of the administrator')
    .action((name: string, { content }: { content?: true }) => {
      const { kubeconfig } = demandKeptCluster(name);
      process.stdout.write(content ? readFileSync(kubeconfig, 'utf8') : `${kubeconfig}\n`);
    });
}
