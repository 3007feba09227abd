import { findEngine } from '../../clusters/engine/engine.ts';
import { ensureNodeImage } from '../../clusters/node-image/node-image.ts';
import type { Progress } from '../../clusters/progress.ts';
import { withoutDockerProgram } from '../../clusters/testing/kind-cli.ts';
import { withKindCliCluster } from '../../clusters/testing/kind-cli-cluster.ts';
import { startedCluster } from '../../clusters/testing/started-cluster.ts';
import { DEFAULT_TOPOLOGY } from '../../clusters/topology.ts';
import { median } from './median.ts';

/** One start by each, one after the other. Milliseconds until all nodes were Ready. */
export interface ClusterRound {
  readonly oursMs: number;
  /** Parts of `oursMs`, in their order, and after them what Kindling proves of a cluster before it is used. */
  readonly phases: Readonly<Record<string, number>>;
  /** Undefined where the kind CLI cannot be used. */
  readonly kindMs: number | undefined;
}

/** What starting clusters costs here. */
export interface ClusterBenchResult {
  readonly image: string;
  readonly kubernetesVersion: string;
  readonly rounds: readonly ClusterRound[];
  /** Median of ours by median of kind's. */
  readonly ratio: number | undefined;
  /** Why the kind CLI was not measured. */
  readonly withoutKind: string | undefined;
}

/** What to measure. */
export interface ClusterBenchOptions {
  readonly rounds: number;
  readonly kubernetes: string | undefined;
  readonly image: string | undefined;
}

/**
 * Starts a cluster of one control plane and two workers by Kindling and by the real kind CLI in turn, of the same image, and
 * takes the time until all nodes are Ready. What is made once per image (the image, its prepared form, the kind CLI itself) is
 * made before. Who goes first changes from round to round.
 */
export async function benchCluster(
  { rounds, kubernetes, image: wished }: ClusterBenchOptions,
  tell: Progress,
  signal: AbortSignal,
): Promise<ClusterBenchResult> {
  const engine = await findEngine(tell, signal);
  const { reference: image } = await ensureNodeImage(engine, { kubernetes, image: wished }, tell, signal);
  const missing = await withoutDockerProgram();
  let kubernetesVersion = '';
  const ours = async () => {
    await using started = await startedCluster(DEFAULT_TOPOLOGY, signal, image);
    const { cluster } = started;
    kubernetesVersion = cluster.kubernetesVersion;
    return { oursMs: cluster.nodesReadyMs, phases: cluster.phases };
  };
  const kinds = async () =>
    missing === false ? await withKindCliCluster(engine, image, signal, async ({ readyMs }) => readyMs) : undefined;
  await ours();
  const results: ClusterRound[] = [];
  for (let round = 0; round < rounds; round++) {
    const kindFirst = round % 2 === 1 ? await kinds() : undefined;
    const own = await ours();
    const kindMs = kindFirst ?? (await kinds());
    results.push({ ...own, kindMs });
    tell(`Round ${round + 1} of ${rounds}: ${Math.round(own.oursMs)} ms, kind ${Math.round(kindMs ?? 0)} ms`);
  }
  const kindMedian = median(results.flatMap(({ kindMs }) => kindMs ?? []));
  const oursMedian = median(results.map(({ oursMs }) => oursMs));
  return {
    ...{ image, kubernetesVersion, rounds: results },
    ratio: kindMedian === undefined || oursMedian === undefined ? undefined : oursMedian / kindMedian,
    withoutKind: missing === false ? undefined : missing,
  };
}
