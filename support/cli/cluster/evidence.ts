import { join } from 'node:path';
import { Command } from 'commander';
import { findEngine } from '../../../clusters/engine/engine.ts';
import { stateOf } from '../../../clusters/kept-cluster-state.ts';
import { evidenceTexts, likelyCause } from '../../../clusters/kind/likely-cause.ts';
import { demandKeptCluster } from '../../../clusters/registry/kept-clusters.ts';
import { saveKeptEvidence } from '../../../clusters/save-kept-evidence.ts';
import { interruption } from '../../run/interruption.ts';
import { tell } from '../../run/tell.ts';
import { DEFAULT_NAME } from './name.ts';

/** `cluster evidence [name]` */
export function evidenceCommand(): Command {
  return new Command('evidence')
    .description('save logs and states of a cluster to reports/, and print the folder')
    .argument('[name]', 'its name', DEFAULT_NAME)
    .action(async (name: string) => {
      const cluster = demandKeptCluster(name);
      const signal = interruption(tell);
      const engine = await findEngine(tell, signal);
      const { problem = 'nothing is wrong with containers and API server' } = await stateOf(cluster, engine, signal);
      const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
      const folder = join('reports', `evidence-${name}-${time}`);
      await saveKeptEvidence(engine, cluster, folder);
      tell(`Cluster ${name}: ${problem}`);
      const known = likelyCause(problem, evidenceTexts(folder));
      if (known !== undefined) tell(`Likely cause: ${known.cause}. ${known.remedy}`);
      process.stdout.write(`${folder}\n`);
    });
}
