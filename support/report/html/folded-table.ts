import { escapeMarkup } from '../markup.ts';

/** A table that is folded up under a summary. */
interface FoldedTable {
  readonly summary: string;
  readonly heads: readonly string[];
  /** Markup of a row each, see `tableRow`. */
  readonly rows: readonly string[];
  /** How many rows there are, with those that were left out. */
  readonly all?: number;
  /** The file beside the page in which all of them are. */
  readonly allIn?: string;
  /** Markup between the summary and the table. */
  readonly above?: string;
  /** Class of the table besides `facts`. */
  readonly look?: string;
}

/**
 * The markup of a folded table. Where rows were left out, its summary says how many are shown, and its end how many are
 * missing and where they are.
 */
export function foldedTable(folded: FoldedTable): string {
  const { summary, heads, rows, all = rows.length, allIn = 'the timeline file, timeline.ndjson', above = '' } = folded;
  const { look = '' } = folded;
  const head = heads.map((each) => `<th scope="col">${escapeMarkup(each)}</th>`).join('');
  const left = all - rows.length;
  const shown = left > 0 ? `, ${rows.length} of them shown` : '';
  const rest = left > 0 ? `<p class="rest">${left} more are in ${allIn}.</p>` : '';
  const table = `<table class="${`facts ${look}`.trim()}"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return `<details><summary>${summary}${shown}</summary>${above}<div class="scroll">${table}</div>${rest}</details>`;
}

/** A row of plain cells. */
export function tableRow(cells: readonly (string | number)[]): string {
  return `<tr>${cells.map((cell) => `<td>${escapeMarkup(String(cell))}</td>`).join('')}</tr>`;
}
