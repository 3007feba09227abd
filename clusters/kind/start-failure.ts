import { evidenceTexts, likelyCause } from './likely-cause.ts';

/**
 * The error of a cluster that did not start: the reason, the likely cause by the evidence, where that is, and whether all that
 * was made could be removed.
 * @param evidence folder that was saved before.
 * @param remove removes what was made; its failure is told and not thrown.
 */
export async function failure(
  cluster: string,
  cause: unknown,
  evidence: string,
  remove: () => Promise<unknown>,
): Promise<Error> {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const known = likelyCause(reason, evidenceTexts(evidence));
  const lines = [`Cluster ${cluster} did not start: ${reason}`];
  if (known !== undefined) lines.push(`Likely cause: ${known.cause}. ${capitalized(known.remedy)}`);
  lines.push(`Evidence: ${evidence}`);
  await remove().catch((error: unknown) =>
    lines.push(`Not all that was made is removed (${String(error)}): "npm run clean" does it`),
  );
  return new Error(lines.join('\n'), { cause });
}

function capitalized(text: string): string {
  return text.startsWith('sudo') ? `To mend it: ${text}` : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
