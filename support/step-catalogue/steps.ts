import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { loadConfiguration, loadSupport } from '@cucumber/cucumber/api';
import { docCommentAbove } from './doc-comment.ts';
import { type Matched, sampleArguments, withSamples } from './sample-arguments.ts';
import { stepTexts } from './step-texts.ts';

/** A step that scenarios can use. */
export interface CatalogueStep {
  /** The name of its file: what it speaks of. */
  readonly noun: string;
  readonly keyword: 'Given' | 'When' | 'Then';
  /** As a Cucumber expression: `I delete {pods}`. */
  readonly pattern: string;
  /** Its doc comment in one line; empty when it has none. */
  readonly explanation: string;
  /** How a scenario says it or, where none does, might; undefined when nothing is known for a parameter. */
  readonly example: string | undefined;
}

/** What Cucumber 13's support code library holds and its types keep to themselves. */
interface SupportCode {
  readonly stepDefinitions: readonly (Matched & {
    readonly keyword: CatalogueStep['keyword'];
    readonly pattern: string | RegExp;
    readonly uri: string;
    readonly line: number;
    matchesStepName(text: string): boolean;
  })[];
}

/** Every step of steps/, by file and in the order of the file, as Cucumber itself knows them. */
export async function catalogueSteps(): Promise<CatalogueStep[]> {
  const { runConfiguration } = await loadConfiguration({ profiles: ['scenarios'] });
  const { stepDefinitions } = (await loadSupport(runConfiguration)) as unknown as SupportCode;
  const texts = stepTexts('features');
  const samples = sampleArguments(stepDefinitions, texts);
  const steps = stepDefinitions.map((definition) => {
    const source = readFileSync(definition.uri, 'utf8');
    const pattern = String(definition.pattern);
    return {
      noun: basename(definition.uri, '.ts'),
      keyword: definition.keyword,
      pattern,
      explanation: docCommentAbove(source, definition.line),
      example: texts.find((text) => definition.matchesStepName(text)) ?? withSamples(pattern, samples),
    };
  });
  return steps.toSorted((a, b) => a.noun.localeCompare(b.noun));
}
