/**
 * Refuses to act in a step that only claims: `Then every pod … is labelled …` would make true what it seems to look at.
 * @param claiming the text of the `Then` step that runs, undefined in any other.
 * @throws there, and names the words to use.
 */
export function demandAction(claiming: string | undefined): void {
  if (claiming === undefined) return;
  throw new Error(
    `"${claiming}" acts, and so cannot stand under Then: write When for an action, or Given for preparation. ` +
      '"npm run steps" tells which steps claim',
  );
}
