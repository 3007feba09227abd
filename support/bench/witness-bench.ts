import { setTimeout as delay } from 'node:timers/promises';
import { AttachedCluster } from '../../clusters/attached-cluster.ts';
import { findEngine } from '../../clusters/engine/engine.ts';
import type { Progress } from '../../clusters/progress.ts';
import { putUp, takeDown } from '../../clusters/put-up.ts';
import { DEFAULT_TOPOLOGY } from '../../clusters/topology.ts';
import { AUDIT_POLICY } from './audited-pods.ts';
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

/** Runs scenarios on a cluster that keeps an audit log, and holds their findings against it. The cluster is removed. */
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
  const options = ['--cluster', name, '--tags', 'not @own-cluster'];
  const catalogue = () => runCatalogue({ name: 'witness', arguments: [...scenarios, ...options] }, tell, signal);
  const facts =
    restartAfterMs === undefined
      ? await catalogue()
      : await meanwhile(catalogue, (ended) =>
          restarted(cluster, restartAfterMs, tell, AbortSignal.any([signal, ended])),
        );
  return hearWitness(facts, await cluster.auditLog(signal));
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
