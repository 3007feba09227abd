import { Given, Then, When } from '@cucumber/cucumber';
import { refusedBecause } from '../support/expect/refusal.ts';
import { parseManifests } from '../support/kubernetes/manifest.ts';
import { applyManifests, create } from '../support/scenario/create.ts';
import { manifestsIn } from '../support/scenario/manifests-in.ts';
import { liftLimit, limitPods } from '../support/scenario/quota.ts';
import type { KindlingWorld } from '../support/world.ts';

/** YAML of one or many documents, server-side with field validation, in the scenario's own namespace. */
Given<KindlingWorld>('these objects are applied:', async function (yaml: string) {
  await applyManifests(this.scenario, parseManifests(yaml));
});

/** The same from a file that stands beside the feature, or is named from the project's folder. */
Given<KindlingWorld>('the objects in {string} are applied', async function (path: string) {
  await applyManifests(this.scenario, manifestsIn(path, this.scenario.feature));
});

/** The same as an action: none of them may exist. */
When<KindlingWorld>('I create these objects:', async function (yaml: string) {
  await create(this.scenario, parseManifests(yaml));
});

/** Pods of the scenario's namespace in all, those without an owner and those that terminate among them. */
Given<KindlingWorld>('a quota of {int} pod(s)', async function (pods: number) {
  await limitPods(this.scenario, pods);
});

/** So that pods can be made again. */
When<KindlingWorld>('I lift the quota', async function () {
  await liftLimit(this.scenario);
});

/** What was tried last, with these words in the reason. */
Then<KindlingWorld>('the API server refuses it: {string}', function (words: string) {
  refusedBecause(this.scenario.deed.refusal, words);
});
