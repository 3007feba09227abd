import { globSync, readFileSync } from 'node:fs';

/** The steps that the scenarios of a folder take, without keywords, in the order of files and lines; those of outlines with their placeholders. */
export function stepTexts(folder: string): string[] {
  const files = globSync(`${folder}/**/*.feature`).toSorted();
  return files.flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.flatMap((line) => /^\s*(?:Given|When|Then|And|But) (.+?)\s*$/.exec(line)?.[1] ?? []);
  });
}
