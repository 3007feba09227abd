import { rmSync } from 'node:fs';
import { stopEmbeddedEngine } from '../../clusters/engine/embedded-engine.ts';
import { findEngine, runningEngine } from '../../clusters/engine/engine.ts';
import { cacheFolder } from '../../clusters/host/cache.ts';
import { removeUnusedImages } from '../../clusters/node-image/unused-images.ts';
import { takeDown } from '../../clusters/put-up.ts';
import { keptClusters } from '../../clusters/registry/kept-clusters.ts';
import { abandonedRuns, sweepAbandoned } from '../../clusters/registry/sweep.ts';
import { interruption } from '../run/interruption.ts';
import { tell } from '../run/tell.ts';
import { program, runMain } from './main.ts';

await runMain(
  program('clean', 'Removes what runs left that were killed. What belongs to a run that lives is never touched.')
    .option('--all', 'also take down the clusters that were put up to stay, and stop the embedded engine')
    .option('--cache', 'also delete everything that was downloaded and built (implies --all)')
    .action(async ({ all, cache }: { all?: true; cache?: true }) => {
      const signal = interruption(tell);
      const engine = abandonedRuns().length > 0 ? await findEngine(tell, signal) : await runningEngine(signal);
      const removed = engine === undefined ? [] : await sweepAbandoned(engine);
      for (const what of removed) tell(`Removed ${what}`);
      for (const image of engine === undefined ? [] : await removeUnusedImages(engine, signal))
        tell(`Removed image ${image}`);
      if (removed.length === 0) tell('Nothing was left behind');
      if (!all && !cache) return;
      for (const { name } of engine === undefined ? [] : keptClusters()) {
        await takeDown(engine as NonNullable<typeof engine>, name);
        tell(`Cluster ${name}: removed`);
      }
      if (await stopEmbeddedEngine(signal)) tell('Embedded container engine: stopped');
      if (!cache) return;
      rmSync(cacheFolder(), { recursive: true, force: true });
      tell('Cache: deleted');
    }),
);
