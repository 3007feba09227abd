import { createObjects } from '../act/create-objects.ts';
import { replaceObject } from '../act/replace-objects.ts';
import { formatWorkload, type WorkloadName } from '../analysis/owners.ts';
import { apply } from '../kubernetes/apply.ts';
import { resourceOf } from '../kubernetes/discovery.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import { PORT, podTemplate } from '../workloads/pod-template.ts';
import { demandAction } from './demand-action.ts';
import { findWorkload } from './find-objects.ts';
import type { Scenario } from './scenario.ts';

/** Creates objects in the scenario's namespace, as an action; they are its subjects. */
export async function create(scenario: Scenario, manifests: readonly Manifest[]): Promise<void> {
  await scenario.do(
    () => [],
    () => createObjects(scenario.actions, scenario.namespace.name, manifests),
  );
}

/** Creates a workload of the standard setup again, as it was created first. @throws when the setup did not make it. */
export async function createAgain(scenario: Scenario, workload: WorkloadName): Promise<void> {
  await create(scenario, [manifestOf(scenario, workload)]);
}

/** Deletes such a workload and creates it again before its old pods are gone. @throws when the setup did not make it. */
export async function replaceAtOnce(scenario: Scenario, workload: WorkloadName): Promise<void> {
  const manifest = manifestOf(scenario, workload);
  await scenario.do(
    () => [findWorkload(scenario, workload)],
    async ([old]) => {
      if (old === undefined) throw new Error('no workload was found');
      return replaceObject(scenario.actions, old, manifest);
    },
  );
}

function manifestOf(scenario: Scenario, workload: WorkloadName): Manifest {
  const name = formatWorkload(workload);
  const manifest = scenario.manifests.get(name);
  if (manifest === undefined) {
    const made = [...scenario.manifests.keys()].join(', ') || 'nothing';
    throw new Error(`${name} cannot be created again: the setup of this scenario made ${made}`);
  }
  return manifest;
}

/** Creates a pod of the standard template that no controller made, with these labels. */
export async function createPod(scenario: Scenario, labels: Readonly<Record<string, string>>): Promise<void> {
  const { spec } = podTemplate(PORT, labels);
  const name = `bare-${scenario.source.facts.length}`;
  await create(scenario, [{ apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec }]);
}

/**
 * Applies manifests as preparation, server-side with field validation, to the scenario's namespace.
 * @throws for what is no manifest, and for a kind that lives in no namespace: it would outlive the scenario.
 */
export async function applyManifests(scenario: Scenario, manifests: readonly Manifest[]): Promise<void> {
  demandAction(scenario.claiming);
  const { run, signal, namespace } = scenario;
  if (manifests.length === 0) throw new Error('there is no object to apply: write one or many YAML documents');
  for (const { apiVersion, kind, metadata } of manifests) {
    const { namespaced } = await resourceOf(run.client, apiVersion, kind, signal);
    if (!namespaced)
      throw new Error(`${kind} ${metadata.name} lives in no namespace, so it would outlive the scenario`);
  }
  await apply(run.client, manifests, { signal, namespace: namespace.name });
}
