import { Writable } from 'node:stream';
import { type IRunConfiguration, type ISupportCodeLibrary, runCucumber } from '@cucumber/cucumber/api';
import type { Pickle, TestCase } from '@cucumber/messages';

/** What a rehearsal found. */
export interface Rehearsal {
  /** The steps and hooks that it loaded, for the run itself: they can be loaded once in a process. */
  readonly support: ISupportCodeLibrary;
  /** The steps that nobody defined, each once, with the place of a scenario that has it: `features/x.feature:12`. */
  readonly undefinedSteps: ReadonlyMap<string, string>;
}

/** Has Cucumber match every step of the selected scenarios with its definition, and run none: a slip should be heard before a cluster starts. */
export async function rehearse(configuration: IRunConfiguration): Promise<Rehearsal> {
  const pickles = new Map<string, Pickle>();
  const testCases: TestCase[] = [];
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const rehearsal: IRunConfiguration = {
    ...configuration,
    formats: { ...configuration.formats, stdout: 'summary', files: {}, publish: false },
    runtime: { ...configuration.runtime, dryRun: true },
  };
  const { support } = await runCucumber(rehearsal, { stdout: nowhere }, ({ pickle, testCase }) => {
    if (pickle !== undefined) pickles.set(pickle.id, pickle);
    if (testCase !== undefined) testCases.push(testCase);
  });
  const undefinedSteps = new Map<string, string>();
  for (const { pickleId, testSteps } of testCases) {
    const pickle = pickles.get(pickleId);
    for (const { pickleStepId, stepDefinitionIds } of testSteps) {
      const step = pickle?.steps.find(({ id }) => id === pickleStepId);
      if (pickle === undefined || step === undefined || stepDefinitionIds?.length !== 0) continue;
      if (!undefinedSteps.has(step.text)) undefinedSteps.set(step.text, `${pickle.uri}:${pickle.location?.line}`);
    }
  }
  return { support, undefinedSteps };
}
