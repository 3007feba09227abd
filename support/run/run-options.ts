import type { NodeImageWish } from '../../clusters/node-image/node-image.ts';

/** What a run is asked to do; the command line hands it to Cucumber's hooks through the environment. */
export interface RunOptions extends NodeImageWish {
  /** The name of a cluster that stays, to be used again or put up; undefined for one that goes with the run. */
  readonly keep: string | undefined;
  /** A folder that the API servers' audit logs of clusters which go with the run are written to; undefined for no such logs. */
  readonly audit: string | undefined;
}

/** Reads `KINDLING_KUBERNETES`, `KINDLING_IMAGE`, `KINDLING_KEEP` and `KINDLING_AUDIT`; an empty value counts as none. */
export function runOptions(environment: NodeJS.ProcessEnv = process.env): RunOptions {
  const given = (name: string) => environment[name] || undefined;
  return {
    kubernetes: given('KINDLING_KUBERNETES'),
    image: given('KINDLING_IMAGE'),
    keep: given('KINDLING_KEEP'),
    audit: given('KINDLING_AUDIT'),
  };
}
