import { readFileSync, writeFileSync } from 'node:fs';
import { withSteps } from '../step-catalogue/readme.ts';
import { asMarkdown, asText } from '../step-catalogue/render.ts';
import { catalogueSteps } from '../step-catalogue/steps.ts';
import { program, runMain } from './main.ts';

await runMain(
  program('steps', 'Prints the steps that scenarios can use, grouped by what they speak of.')
    .option('--markdown', 'as a table')
    .option('--readme', "write the table to the README's section on steps")
    .action(async ({ markdown, readme }: { markdown?: true; readme?: true }) => {
      const steps = await catalogueSteps();
      if (readme) writeFileSync('README.md', withSteps(readFileSync('README.md', 'utf8'), asMarkdown(steps)));
      else process.stdout.write(markdown ? asMarkdown(steps) : asText(steps));
    }),
);
