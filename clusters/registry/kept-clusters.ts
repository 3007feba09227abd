import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Door } from '../cluster.ts';
import type { Engine } from '../engine/engine.ts';
import type { Topology } from '../topology.ts';
import { type RunRecord, registeredRuns, runFolder, runLives } from './run-record.ts';

/** A cluster that was put up to stay until it is taken down; also what `npm run cluster -- up --json` prints. */
export interface KeptCluster {
  readonly name: string;
  readonly run: string;
  readonly kubernetesVersion: string;
  /** What runs its nodes; absent in records of earlier versions. */
  readonly engine?: Engine['kind'];
  /** The node image that was asked for by name; absent when none was, and in records of earlier versions. */
  readonly image?: string;
  readonly topology: Topology;
  readonly kubeconfig: string;
  /** Path of a kubectl of the cluster's version; absent where this host cannot run a node's programs: take one of your own. */
  readonly kubectl?: string;
  readonly nodes: readonly { readonly name: string; readonly role: string; readonly ip: string }[];
  readonly doors: readonly Door[];
  /** How long each phase of the start took, in ms. */
  readonly phases: Readonly<Record<string, number>>;
}

const FILE = 'cluster.json';

/** Writes down a cluster that is up, for later calls to find. */
export function recordCluster(cluster: KeptCluster): void {
  writeFileSync(join(runFolder(cluster.run), FILE), JSON.stringify(cluster, undefined, 2), { mode: 0o600 });
}

/** The clusters that were put up to stay; one that did not come up is not among them. */
export function keptClusters(): KeptCluster[] {
  return registeredRuns()
    .filter(({ kept }) => kept)
    .map(({ id }) => join(runFolder(id), FILE))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as KeptCluster);
}

/** The cluster of that name; undefined when there is none, or no name. */
export function knownCluster(name: string | undefined): KeptCluster | undefined {
  return keptClusters().find((each) => each.name === name);
}

/** The cluster of that name. @throws with the names that there are. */
export function demandKeptCluster(name: string): KeptCluster {
  const all = keptClusters();
  const found = all.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = all.map((each) => each.name).join(', ');
  throw new Error(
    names === ''
      ? `There is no cluster ${name}, and no other: "npm run cluster -- up --name ${name}" puts it up`
      : `There is no cluster ${name}; there is ${names}`,
  );
}

/** Whether nobody is left who would remove what a run made: its process is gone, and it is not a cluster that is to stay. */
export function isAbandoned(record: RunRecord): boolean {
  return !runLives(record) && !(record.kept && existsSync(join(runFolder(record.id), FILE)));
}
