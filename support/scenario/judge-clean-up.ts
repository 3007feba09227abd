import { alsoSaying, type Judgement } from '../expect/verdict-errors.ts';

/**
 * The verdict of a scenario after its clean-up: one that passed is broken when that failed, for what it left behind disturbs
 * others. Every other verdict stays, and its reason says so as well.
 */
export async function judgeCleanUp(judged: Judgement, cleanUp: () => Promise<void>): Promise<Judgement> {
  try {
    await cleanUp();
    return judged;
  } catch (error) {
    const told = `the scenario could not be cleaned up: ${error instanceof Error ? error.message : String(error)}`;
    const verdict = judged.verdict === 'passed' ? 'broken' : judged.verdict;
    return alsoSaying({ ...judged, verdict }, told);
  }
}
