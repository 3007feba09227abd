import { mkdtempSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AttachedCluster } from '../../clusters/attached-cluster.ts';
import type { AuditEvent } from '../../clusters/cluster.ts';
import { findEngine } from '../../clusters/engine/engine.ts';
import type { Progress } from '../../clusters/progress.ts';
import { putUp, takeDown } from '../../clusters/put-up.ts';
import { DEFAULT_TOPOLOGY } from '../../clusters/topology.ts';
import { AUDIT_POLICY } from '../run/audit.ts';
import { meanwhile } from './meanwhile.ts';
import { runCatalogue } from './run-catalogue.ts';
import { hearWitness, type Testimony } from './witness.ts';

/** What runs before the witness. */
export interface WitnessOptions {
  /** For `npm run scenarios`: paths and options. */
  readonly scenarios: readonly string[];
  readonly kubernetes: string | undefined;
  /** How long after the start of the scenarios the API server is restarted; undefined for not at all. */
  readonly restartAfterMs: number | undefined;
}

/** Runs scenarios on clusters that keep an audit log, and holds their findings against those. The clusters are removed. */
export async function benchWitness(
  { scenarios, kubernetes, restartAfterMs }: WitnessOptions,
  tell: Progress,
  signal: AbortSignal,
): Promise<Testimony[]> {
  await using cleanUp = new AsyncDisposableStack();
  const engine = await findEngine(tell, signal);
  const name = `witness-${process.pid}`;
  const topology = { ...DEFAULT_TOPOLOGY, auditPolicy: AUDIT_POLICY };
  const kept = await putUp(engine, { name, kubernetes, image: undefined, topology }, tell, signal);
  cleanUp.defer(() => takeDown(engine, name));
  const cluster = await AttachedCluster.attach(engine, kept);
  // Of the cluster of scenarios that change nodes, which the run starts and removes.
  const others = mkdtempSync(resolve('reports', 'audit-'));
  const run = {
    name: 'witness',
    arguments: [...scenarios, '--cluster', name],
    environment: { KINDLING_AUDIT: others },
  };
  const catalogue = () => runCatalogue(run, tell, signal);
  const facts =
    restartAfterMs === undefined
      ? await catalogue()
      : await meanwhile(catalogue, (ended) =>
          restarted(cluster, restartAfterMs, tell, AbortSignal.any([signal, ended])),
        );
  return hearWitness(facts, [...(await cluster.auditLog(signal)), ...(await savedAuditLogs(others))]);
}

async function savedAuditLogs(folder: string): Promise<AuditEvent[]> {
  const logs = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  return logs.flatMap((log) => log.split('\n').filter((line) => line !== '')).map((line) => JSON.parse(line));
}

async function restarted(
  cluster: AttachedCluster,
  afterMs: number,
  tell: Progress,
  signal: AbortSignal,
): Promise<void> {
  await delay(afterMs, undefined, { signal });
  tell('Restarting the API server');
  await cluster.restartApiServer(signal);
  tell('The API server is ready again');
}
