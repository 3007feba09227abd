import { Command } from 'commander';
import { findEngine } from '../../../clusters/engine/engine.ts';
import { takeDown } from '../../../clusters/put-up.ts';
import { demandKeptCluster, keptClusters } from '../../../clusters/registry/kept-clusters.ts';
import { interruption } from '../../run/interruption.ts';
import { tell } from '../../run/tell.ts';
import { DEFAULT_NAME } from './name.ts';

/** `cluster down [name] [--all]` */
export function downCommand(): Command {
  return new Command('down')
    .description('take down a cluster')
    .argument('[name]', 'its name', DEFAULT_NAME)
    .option('--all', 'all of them')
    .action(async (name: string, { all }: { all?: true }) => {
      const clusters = all ? keptClusters() : [demandKeptCluster(name)];
      if (clusters.length === 0) return tell('There is no cluster');
      // An engine that does not run may still have the containers: it is started to remove them.
      const engine = await findEngine(tell, interruption(tell), clusters[0]?.engine);
      for (const { name: each } of clusters) {
        await takeDown(engine, each);
        tell(`Cluster ${each}: removed`);
      }
    });
}
