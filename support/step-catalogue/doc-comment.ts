/**
 * The text of the doc comment that ends right above a line, in one line; empty when there is none.
 * @param line counted from 1: where the call begins that the comment belongs to.
 */
export function docCommentAbove(source: string, line: number): string {
  const above = source.split('\n').slice(0, line - 1);
  const last = above.at(-1)?.trim() ?? '';
  if (!last.endsWith('*/')) return '';
  const start = above.findLastIndex((each) => each.trimStart().startsWith('/**'));
  return above
    .slice(start)
    .map((each) =>
      each
        .trim()
        .replace(/^\/?\*+\/?\s?/, '')
        .replace(/\s*\*\/$/, ''),
    )
    .join(' ')
    .trim();
}
