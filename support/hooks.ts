import { After, AfterAll, AfterStep, Before, BeforeAll, BeforeStep, Status } from '@cucumber/cucumber';
import { formatElapsed } from '../clusters/progress.ts';
import { blindness } from './analysis/soundness.ts';
import { InstrumentBlind, type Judgement, judge } from './expect/verdict-errors.ts';
import { endRun, startRun, theRun } from './run/current-run.ts';
import { tell } from './run/tell.ts';
import { placeOf } from './scenario/place.ts';
import { Scenario } from './scenario/scenario.ts';
import { now } from './timeline/recorder.ts';
import type { KindlingWorld } from './world.ts';

let scenarios = 0;

BeforeAll({ timeout: -1 }, startRun);

Before<KindlingWorld>({ name: 'open a namespace and watch it' }, async function ({ gherkinDocument, pickle }) {
  const run = theRun();
  run.signal.throwIfAborted();
  const place = placeOf(gherkinDocument, pickle);
  tell(`Scenario: ${place.name}`);
  this.scenario = await Scenario.open(run, ++scenarios, place);
});

BeforeStep<KindlingWorld>(function ({ pickleStep }) {
  const { run, id } = this.scenario;
  run.timeline.append({ type: 'step-started', scenario: id, step: pickleStep.id, text: pickleStep.text });
});

AfterStep<KindlingWorld>(function ({ pickleStep, result }) {
  const { run, id } = this.scenario;
  run.timeline.append({ type: 'step-finished', scenario: id, step: pickleStep.id, status: result.status });
});

After<KindlingWorld>({ name: 'judge, and remove the namespace' }, async function ({ result, error }) {
  if (!this.opened) return;
  const { scenario } = this;
  const { run, id, source } = scenario;
  const startedAt = source.facts[0]?.at ?? now();
  let judgement: Judgement;
  try {
    await scenario.stopTraffic();
    const undefinedSteps = result?.status === Status.UNDEFINED || result?.status === Status.AMBIGUOUS;
    const cause = error ?? (undefinedSteps ? new Error(`a step is ${result.status.toLowerCase()}`) : undefined);
    judgement = judge(cause, blindness(source.facts, { from: startedAt, to: now() }));
  } catch (failure) {
    judgement = judge(error ?? failure, []);
  }
  run.timeline.append({ type: 'scenario-finished', scenario: id, ...judgement });
  tell(`  ${judgement.verdict} after ${formatElapsed(now() - startedAt)}`);
  await scenario.close();
  // A blind instrument makes Cucumber's own reports red, too: the steps alone would say that all is well.
  if (judgement.verdict === 'invalid' && error === undefined) throw new InstrumentBlind(judgement.reason);
});

AfterAll({ timeout: -1 }, endRun);
