import { escapeMarkup } from '../markup.ts';

/** A table that is folded up under a summary. */
interface FoldedTable {
  readonly summary: string;
  readonly heads: readonly string[];
  /** Markup of a row each, see `tableRow`. */
  readonly rows: readonly string[];
  /** How many rows there are, with those that were left out. */
  readonly all?: number;
  /** Markup between the summary and the table. */
  readonly above?: string;
  /** Class of the table besides `facts`. */
  readonly look?: string;
}

/** The markup of a folded table; says how many rows were left out. */
export function foldedTable({ summary, heads, rows, all = rows.length, above = '', look = '' }: FoldedTable): string {
  const head = heads.map((each) => `<th scope="col">${escapeMarkup(each)}</th>`).join('');
  const left = all - rows.length;
  const rest = left > 0 ? `<p class="rest">${left} more are in the timeline file.</p>` : '';
  const table = `<table class="${`facts ${look}`.trim()}"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return `<details><summary>${summary}</summary>${above}<div class="scroll">${table}</div>${rest}</details>`;
}

/** A row of plain cells. */
export function tableRow(cells: readonly (string | number)[]): string {
  return `<tr>${cells.map((cell) => `<td>${escapeMarkup(String(cell))}</td>`).join('')}</tr>`;
}
