import { After, AfterAll, AfterStep, Before, BeforeAll, BeforeStep, Status } from '@cucumber/cucumber';
import { PickleStepType, type TestStepResult } from '@cucumber/messages';
import { formatElapsed } from '../clusters/progress.ts';
import { endRun, startRun, theRun } from './run/current-run.ts';
import { hasOwnCluster, placeInRun } from './run/selection.ts';
import { tell } from './run/tell.ts';
import { takeOwnRun } from './scenario/own-run.ts';
import { placeOf } from './scenario/place.ts';
import { Scenario } from './scenario/scenario.ts';
import { now } from './timeline/recorder.ts';
import type { KindlingWorld } from './world.ts';

BeforeAll({ timeout: -1 }, startRun);

Before<KindlingWorld>({ name: 'open a namespace and watch it' }, async function ({ gherkinDocument, pickle }) {
  const shared = theRun();
  // What was not begun when the run was ended has no verdict.
  if (shared.signal.aborted) return 'skipped';
  const { position, of } = placeInRun(pickle.id);
  const place = placeOf(gherkinDocument, pickle);
  this.label = `[${String(position).padStart(String(of).length)}/${of}] ${place.name}`;
  tell(`${this.label} …`);
  if (hasOwnCluster(pickle.id)) this.ownRun = await takeOwnRun(shared, position, place);
  const tags = pickle.tags.map(({ name }) => name);
  this.scenario = await Scenario.open(this.ownRun?.run ?? shared, position, place, tags);
  return undefined;
});

BeforeStep<KindlingWorld>(function ({ pickleStep }) {
  const { run, id } = this.scenario;
  this.scenario.claiming = pickleStep.type === PickleStepType.OUTCOME ? pickleStep.text : undefined;
  run.timeline.append({ type: 'step-started', scenario: id, step: pickleStep.id, text: pickleStep.text });
});

AfterStep<KindlingWorld>(function ({ pickleStep, result, error }) {
  const { run, id } = this.scenario;
  run.timeline.append({ type: 'step-finished', scenario: id, step: pickleStep.id, status: result.status });
  if (error !== undefined) this.failure = error;
});

After<KindlingWorld>({ name: 'judge, and clean up' }, async function ({ result }) {
  await using _cluster = this.ownRun;
  if (!this.opened) return;
  const { scenario } = this;
  const { verdict, reason } = await scenario.end(this.failure ?? unseenFailure(result));
  tell(`${this.label}: ${verdict} after ${formatElapsed(now() - scenario.startedAt)}`);
  // Makes Cucumber's own reports and its exit code red, too: the steps alone would say that all is well.
  if (verdict !== 'passed' && result?.status === Status.PASSED) throw new Error(`${verdict}: ${reason}`);
});

/** What Cucumber failed the scenario for without a step of ours having thrown: a hook, or a step that nobody defined. */
function unseenFailure(result: TestStepResult | undefined): Error | undefined {
  if (result === undefined || result.status === Status.PASSED) return undefined;
  return new Error(result.message ?? `a step is ${result.status.toLowerCase()}`);
}

AfterAll({ timeout: -1 }, endRun);
