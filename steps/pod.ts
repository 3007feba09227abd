import { Then, When } from '@cucumber/cucumber';
import { deletePods } from '../support/act/delete-pods.ts';
import { failPods } from '../support/act/fail-pods.ts';
import { removeOwners } from '../support/act/remove-owners.ts';
import { thawPods } from '../support/act/thaw-pods.ts';
import { podIsGone, podReady, podRestarted } from '../support/expect/claims/pod.ts';
import { podInPhase, podIsDeleted, podKeepsAddress } from '../support/expect/claims/pod-fate.ts';
import { podRuns } from '../support/expect/claims/running.ts';
import { changeToIdleImage } from '../support/scenario/change-to-idle-image.ts';
import { createPod } from '../support/scenario/create.ts';
import { doToPods } from '../support/scenario/do-to-pods.ts';
import { freeze } from '../support/scenario/freeze.ts';
import type { PodSelection } from '../support/scenario/pod-selection.ts';
import { selectPods, subjectPods } from '../support/scenario/select-pods.ts';
import type { PodState } from '../support/timeline/facts.ts';
import type { KindlingWorld } from '../support/world.ts';

/** Gracefully: each gets the time that its own spec names. */
When<KindlingWorld>('I delete {pods}', async function (pods: PodSelection) {
  await doToPods(this.scenario, pods, deletePods);
});

/** With a grace period of 0: the object goes at once, its processes may run on. */
When<KindlingWorld>('I force-delete {pods}', async function (pods: PodSelection) {
  await doToPods(this.scenario, pods, (context, chosen) => deletePods(context, chosen, { gracePeriodSeconds: 0 }));
});

/** By a deadline that has passed: the pods end in phase Failed, and nobody deleted them. */
When<KindlingWorld>('I let {pods} fail', async function (pods: PodSelection) {
  await doToPods(this.scenario, pods, failPods);
});

/** To one that the node has and that serves nothing: the pods are restarted in place and become ready no more. */
When<KindlingWorld>('I change the image of {pods} to one that serves nothing', async function (pods: PodSelection) {
  await changeToIdleImage(this.scenario, pods);
});

/** All its processes stand still, as if they hung: its readiness probe fails. Only a liveness probe has it restarted. */
When<KindlingWorld>('I freeze {pods}', async function (pods: PodSelection) {
  await freeze(this.scenario, pods);
});

/** The processes of pods that were frozen. */
When<KindlingWorld>('I let {pods} go on', async function (pods: PodSelection) {
  const { scenario } = this;
  await doToPods(scenario, pods, (context, chosen) => thawPods(context, scenario.run.cluster, chosen));
});

/** All of their ownerReferences; the labels stay. */
When<KindlingWorld>('I remove the owner of {pods}', async function (pods: PodSelection) {
  await doToPods(this.scenario, pods, removeOwners);
});

/** One that no controller made, of the standard template. */
When<KindlingWorld>('I create a pod labelled {labels}', async function (labels: Readonly<Record<string, string>>) {
  await createPod(this.scenario, labels);
});

/** With all labels of the first of these pods, hashes among them. */
When<KindlingWorld>('I create a pod labelled like {pods}', async function (pods: PodSelection) {
  await createPod(this.scenario, selectPods(this.scenario, pods)[0]?.labels ?? {});
});

/** Not terminated, deleted or restarted at any moment since the last action. */
Then<KindlingWorld>('the pod(s) keep(s) running for {duration}', async function (time: number) {
  const { scenario } = this;
  for (const pod of subjectPods(scenario)) await scenario.stays(podRuns(pod, scenario.deed.askedAt), time);
});

/** By whomever, after the last action: it is terminating, or gone. */
Then<KindlingWorld>('the pod(s) is/are deleted within {duration}', async function (within: number) {
  const { scenario } = this;
  for (const pod of subjectPods(scenario)) await scenario.becomes(podIsDeleted(pod, scenario.deed), within);
});

/** The object no longer exists. */
Then<KindlingWorld>('the pod(s) is/are gone within {duration}', async function (within: number) {
  for (const pod of subjectPods(this.scenario)) await this.scenario.becomes(podIsGone(pod), within);
});

/** The object is there, in that phase: `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`. */
Then<KindlingWorld>(
  'the pod(s) end(s) in phase {phase} within {duration}',
  async function (phase: PodState['phase'], within: number) {
    for (const pod of subjectPods(this.scenario)) await this.scenario.becomes(podInPhase(pod, phase), within);
  },
);

/** A container of it was started again since the last action. */
Then<KindlingWorld>('the pod(s) is/are restarted in place within {duration}', async function (within: number) {
  const { scenario } = this;
  for (const pod of subjectPods(scenario)) await scenario.becomes(podRestarted(pod, scenario.deed.askedAt), within);
});

/** Its condition Ready is True. */
Then<KindlingWorld>('the pod(s) is/are ready within {duration}', async function (within: number) {
  for (const pod of subjectPods(this.scenario)) await this.scenario.becomes(podReady(pod), within);
});

/** The same object with the same IP address. */
Then<KindlingWorld>('the pod(s) keep(s) its/their address for {duration}', async function (time: number) {
  const { scenario } = this;
  for (const pod of subjectPods(scenario)) await scenario.stays(podKeepsAddress(pod, scenario.deed.askedAt), time);
});
