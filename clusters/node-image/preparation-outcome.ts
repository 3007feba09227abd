/** The exit code by which the preparing script tells that the node image itself cannot be prepared, by any engine. */
export const UNFIT = 3;

/** What came of an attempt to prepare a node image. Without it nodes start all the same, as kind's do. */
export interface PreparationOutcome {
  readonly prepared: boolean;
  /** What failed that need not have, for people; undefined when the node image is unfit, which is nobody's fault. */
  readonly failure?: string;
}

/**
 * What the end of the preparing script means. Any failure but `UNFIT` is mostly the engine's storage: overlays cannot lie on zfs
 * before 2.2, for one.
 * @param output all that the script wrote.
 */
export function preparationOutcome(exitCode: number, output: string): PreparationOutcome {
  if (exitCode === 0) return { prepared: true };
  if (exitCode === UNFIT) return { prepared: false };
  const lastLines = output.trim().split('\n').slice(-3);
  const words = lastLines.map((line) => line.trim()).join('; ');
  return { prepared: false, failure: `exit code ${exitCode}${words === '' ? '' : `, ${words}`}` };
}

/** The warning that a node image stays unprepared, with why and what to do. */
export function unpreparedWarning(image: string, failure: string): string {
  return (
    `Warning: the images in ${image} could not be unpacked beforehand (${failure}), so every node unpacks them at its start, ` +
    'which takes longer. Where that is for want of overlays, have the engine keep its data on ext4 or xfs, with the driver overlay2'
  );
}
