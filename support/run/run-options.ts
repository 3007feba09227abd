import type { NodeImageWish } from '../../clusters/node-image/node-image.ts';

/** What a run is asked to do; the command line hands it to Cucumber's hooks through the environment. */
export interface RunOptions extends NodeImageWish {}

/** Reads `KINDLING_KUBERNETES` and `KINDLING_IMAGE`; an empty value counts as none. */
export function runOptions(environment: NodeJS.ProcessEnv = process.env): RunOptions {
  const given = (name: string) => environment[name] || undefined;
  return { kubernetes: given('KINDLING_KUBERNETES'), image: given('KINDLING_IMAGE') };
}
