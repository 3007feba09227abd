import type { CatalogueStep } from './steps.ts';

/** The catalogue for a terminal: a heading per noun, then each step with its explanation and an example. */
export function asText(steps: readonly CatalogueStep[]): string {
  return grouped(steps)
    .map(([noun, own]) => `${noun}\n${own.map(lines).join('')}`)
    .join('\n');
}

/** The catalogue as a Markdown table, as the README has it. */
export function asMarkdown(steps: readonly CatalogueStep[]): string {
  const rows = grouped(steps).flatMap(([, own]) =>
    own.map(({ keyword, example, pattern, explanation }) => {
      return `| ${keyword} \`${(example ?? pattern).replaceAll('|', '\\|')}\` | ${explanation.replaceAll('|', '\\|')} |`;
    }),
  );
  return `| step | what it means |\n|---|---|\n${rows.join('\n')}\n`;
}

function lines({ keyword, pattern, explanation, example }: CatalogueStep): string {
  const told = [explanation, example === undefined ? '' : `e.g. ${example}`].filter((line) => line !== '');
  return `  ${keyword} ${pattern}\n${told.map((line) => `       ${line}\n`).join('')}`;
}

function grouped(steps: readonly CatalogueStep[]): [string, CatalogueStep[]][] {
  return Object.entries(Object.groupBy(steps, ({ noun }) => noun)).map(([noun, own]) => [noun, own ?? []]);
}
