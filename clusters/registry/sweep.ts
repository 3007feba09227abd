import type { Engine } from '../engine/engine.ts';
import { tolerate } from '../engine/tolerate.ts';
import { RUN_LABEL } from '../kind/labels.ts';
import { isAbandoned } from './kept-clusters.ts';
import { forgetRun, type RunRecord, registeredRuns } from './run-record.ts';

/** Somebody else was faster, or the engine is at it already. */
const tolerateGone = tolerate(404, 409);

/** Removes all that one run has in the engine: containers with their volumes, then networks. @returns their names. */
export async function removeRunFromEngine(engine: Engine, run: string): Promise<string[]> {
  const { dockerode } = engine.client.container;
  const filters = { label: [`${RUN_LABEL}=${run}`] };
  const removed: string[] = [];
  const containers = await dockerode.listContainers({ all: true, filters });
  await Promise.all(
    containers.map(async ({ Id, Names }) => {
      await dockerode.getContainer(Id).remove({ force: true, v: true }).catch(tolerateGone);
      removed.push(`container ${Names[0]?.slice(1)}`);
    }),
  );
  for (const { Id, Name } of await dockerode.listNetworks({ filters })) {
    await dockerode.getNetwork(Id).remove().catch(tolerateGone);
    removed.push(`network ${Name}`);
  }
  for (const { Name } of (await dockerode.listVolumes({ filters })).Volumes ?? []) {
    await dockerode.getVolume(Name).remove().catch(tolerateGone);
    removed.push(`volume ${Name}`);
  }
  return removed;
}

/** Removes a run from the engine, then its record and folder. When the engine fails the record stays, for a later sweep. */
export async function removeRun(engine: Engine, run: string): Promise<string[]> {
  const removed = await removeRunFromEngine(engine, run);
  forgetRun(run);
  return removed;
}

/** The runs that left something behind: their process is gone, and they are no clusters that stay. */
export function abandonedRuns(): RunRecord[] {
  return registeredRuns().filter(isAbandoned);
}

/** Removes what abandoned runs left, in the engine and on disk. Never touches a run that lives. @returns what was removed. */
export async function sweepAbandoned(engine: Engine): Promise<string[]> {
  const removed: string[] = [];
  for (const { id, purpose } of abandonedRuns()) {
    removed.push(...(await removeRun(engine, id)), `record of run ${id} (${purpose})`);
  }
  return removed;
}
