const BEGIN = '<!-- steps: written by "npm run steps -- --readme" -->';
const END = '<!-- end of steps -->';

/** The README with this table of steps between its marks. @throws when the marks are missing. */
export function withSteps(readme: string, table: string): string {
  const from = readme.indexOf(BEGIN);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) throw new Error(`the README has no lines "${BEGIN}" and "${END}" for the table of steps`);
  return `${readme.slice(0, from)}${BEGIN}\n${table}${readme.slice(to)}`;
}
