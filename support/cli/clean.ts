import { rmSync } from 'node:fs';
import { stopEmbeddedEngine } from '../../clusters/engine/embedded-engine.ts';
import { engineForRemoval } from '../../clusters/engine-for-removal.ts';
import { cacheFolder } from '../../clusters/host/cache.ts';
import { removeUnusedImages } from '../../clusters/node-image/unused-images.ts';
import { takeDown } from '../../clusters/put-up.ts';
import { keptClusters } from '../../clusters/registry/kept-clusters.ts';
import { demandNoLiveRun } from '../../clusters/registry/no-live-run.ts';
import { sweepAbandoned } from '../../clusters/registry/sweep.ts';
import { interruption } from '../run/interruption.ts';
import { tell } from '../run/tell.ts';
import { program, runMain } from './main.ts';

await runMain(
  program('clean', 'Removes what runs left that were killed. What belongs to a run that lives is never touched.')
    .option('--all', 'also take down the clusters that were put up to stay, and stop the embedded engine')
    .option('--cache', 'also delete everything that was downloaded and built (implies --all)')
    .addHelpText('after', '\n--all and --cache are refused while a run is under way.')
    .action(async ({ cache = false, all = cache }: { all?: boolean; cache?: boolean }) => {
      if (all) demandNoLiveRun();
      const signal = interruption(tell);
      let removed = 0;
      const gone = (what: string) => {
        removed++;
        tell(what);
      };
      const engine = await engineForRemoval(all, tell, signal);
      if (engine !== undefined) {
        for (const what of await sweepAbandoned(engine)) gone(`Removed ${what}`);
        for (const image of await removeUnusedImages(engine, signal)) gone(`Removed image ${image}`);
        const failures: unknown[] = [];
        for (const { name } of all ? keptClusters() : []) {
          try {
            await takeDown(engine, name);
            gone(`Cluster ${name}: removed`);
          } catch (error) {
            failures.push(error);
          }
        }
        // What stays needs its records, which are in the cache.
        if (failures.length > 0)
          throw new AggregateError(failures, failures.map((each) => (each as Error).message).join('\n'));
      }
      if (all) {
        // To delete images can take minutes, in which another run may have begun.
        demandNoLiveRun();
        if (await stopEmbeddedEngine(signal)) gone('Embedded container engine: stopped');
      }
      if (cache) {
        rmSync(cacheFolder(), { recursive: true, force: true });
        gone('Cache: deleted');
      }
      if (removed === 0) tell('Nothing was left behind');
    }),
);
