import type { ObjectRef } from '../timeline/facts.ts';

/** What became of one subject. */
export interface Outcome {
  /** After the action; of an object that is gone, the last one known. */
  readonly resourceVersion: string;
  readonly changed: boolean;
}

/**
 * Does the same to all subjects at once and waits for all, so that nothing is still under way when this throws.
 * @throws the error of the one that failed, or an AggregateError that has the texts of several.
 */
export async function outcomesOf(
  subjects: readonly ObjectRef[],
  perform: (subject: ObjectRef) => Promise<Outcome>,
): Promise<Outcome[]> {
  const results = await Promise.allSettled(subjects.map(perform));
  const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as Error);
  if (failures.length > 1) throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));
  if (failures[0] !== undefined) throw failures[0];
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
