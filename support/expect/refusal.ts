import { ExpectationFailed } from './verdict-errors.ts';

/** The API server refused the last action, with these words among its reason. @throws ExpectationFailed when it did not. */
export function refusedBecause(refusal: string | undefined, words: string): void {
  if (refusal?.includes(words)) return;
  const lastSeen = refusal === undefined ? 'the API server accepted it' : `the API server said: ${refusal}`;
  throw new ExpectationFailed(`${lastSeen}; expected it to refuse, saying "${words}"`, { wanted: words, lastSeen });
}
