import { Given, Then, When } from '@cucumber/cucumber';
import { annotatePods } from '../support/act/annotate-pods.ts';
import { labelPods } from '../support/act/label-pods.ts';
import { unlabelPods } from '../support/act/unlabel-pods.ts';
import { podIsLabelled } from '../support/expect/claims/labels.ts';
import { podIsAnnotated, podLacksLabel, sameValue } from '../support/expect/claims/pod-fate.ts';
import type { Label } from '../support/labels.ts';
import { doToPods } from '../support/scenario/do-to-pods.ts';
import type { PodSelection } from '../support/scenario/pod-selection.ts';
import { selectPods, subjectPods } from '../support/scenario/select-pods.ts';
import type { KindlingWorld } from '../support/world.ts';

/** Whatever its value is. */
When<KindlingWorld>('I remove the label {labelKey} from {pods}', async function (key: string, pods: PodSelection) {
  await doToPods(this.scenario, pods, (context, chosen) => unlabelPods(context, chosen, key));
});

/** Also over a value that it has. */
When<KindlingWorld>('I add the label {label} to {pods}', async function (label: Label, pods: PodSelection) {
  await doToPods(this.scenario, pods, (context, chosen) => labelPods(context, chosen, { [label.key]: label.value }));
});

/** The same as preparation. */
Given<KindlingWorld>('{pods} is/are labelled {label}', async function (pods: PodSelection, label: Label) {
  await doToPods(this.scenario, pods, (context, chosen) => labelPods(context, chosen, { [label.key]: label.value }));
});

/** To another value. */
When<KindlingWorld>(
  'I change the label {labelKey} of {pods} to {labelValue}',
  async function (key: string, pods: PodSelection, value: string) {
    await doToPods(this.scenario, pods, (context, chosen) => labelPods(context, chosen, { [key]: value }));
  },
);

/** As labels are written, `note=hello`. */
When<KindlingWorld>('I annotate {pods} with {annotation}', async function (pods: PodSelection, annotation: Label) {
  await doToPods(this.scenario, pods, (context, chosen) =>
    annotatePods(context, chosen, { [annotation.key]: annotation.value }),
  );
});

/** As preparation. */
Given<KindlingWorld>('{pods} is/are annotated {annotation}', async function (pods: PodSelection, annotation: Label) {
  await doToPods(this.scenario, pods, (context, chosen) =>
    annotatePods(context, chosen, { [annotation.key]: annotation.value }),
  );
});

/** With this value. */
Then<KindlingWorld>(
  'the pod(s) carry/carries the label {label} within {duration}',
  async function ({ key, value }: Label, within: number) {
    for (const pod of subjectPods(this.scenario)) await this.scenario.becomes(podIsLabelled(pod, key, value), within);
  },
);

/** The pod is there without it. */
Then<KindlingWorld>(
  'the pod(s) has/have no label {labelKey} within {duration}',
  async function (key: string, within: number) {
    for (const pod of subjectPods(this.scenario)) await this.scenario.becomes(podLacksLabel(pod, key), within);
  },
);

/** None of them has it. Looks now. */
Then<KindlingWorld>('{pods} has/have no label {labelKey}', function (pods: PodSelection, key: string) {
  for (const pod of selectPods(this.scenario, pods)) this.scenario.is(podLacksLabel(pod, key));
});

/** With this value. */
Then<KindlingWorld>(
  'the pod(s) carry/carries the annotation {annotation} within {duration}',
  async function ({ key, value }: Label, within: number) {
    for (const pod of subjectPods(this.scenario)) await this.scenario.becomes(podIsAnnotated(pod, key, value), within);
  },
);

/** Looks now. */
Then<KindlingWorld>(
  'the label {labelKey} of {pods} equals the label {labelKey} of {pods}',
  function (key: string, pods: PodSelection, otherKey: string, others: PodSelection) {
    const { scenario } = this;
    scenario.is(sameValue(key, selectPods(scenario, pods), otherKey, selectPods(scenario, others)));
  },
);
