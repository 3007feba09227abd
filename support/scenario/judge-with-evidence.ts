import { alsoSaying, type Judgement } from '../expect/verdict-errors.ts';

/**
 * Has evidence saved of a scenario that did not pass, while there is some, and has its reason say where. The verdict stays, also when
 * it cannot be saved.
 * @param folder where it goes, as people are told.
 */
export async function judgeWithEvidence(
  judged: Judgement,
  folder: string,
  save: () => Promise<void>,
): Promise<Judgement> {
  if (judged.verdict === 'passed') return judged;
  try {
    await save();
    return alsoSaying(judged, `evidence: ${folder}`);
  } catch (error) {
    return alsoSaying(judged, `no evidence could be saved: ${String(error)}`);
  }
}
