import { escapeMarkup } from '../markup.ts';

/** A part of a picture that has been drawn, and how much room it took downwards. */
export interface Drawn {
  readonly svg: string;
  readonly height: number;
}

/** An SVG element. Attribute values are escaped; content is markup that was made by these functions. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeMarkup(String(value))}"`);
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`;
}

/** What a browser shows when the pointer rests on an element; put it into the element's content. */
export function tooltip(words: string): string {
  return `<title>${escapeMarkup(words)}</title>`;
}

/** A line of text with its baseline at `y`. @param at the place on the time axis that it belongs to, where that is not `x`: zooming moves it along. */
export function text(
  words: string,
  x: number,
  y: number,
  className: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
  at?: number,
): string {
  const belongs = at === undefined ? {} : { 'data-x': at };
  return element('text', { x, y, class: className, 'text-anchor': anchor, ...belongs }, escapeMarkup(words));
}

/** Cuts words to about a width in SVG units, by the mean width of a character in the picture's small type. */
export function cut(words: string, width: number, perCharacter = 6.1): string {
  const fitting = Math.max(1, Math.floor(width / perCharacter));
  return words.length <= fitting ? words : `${words.slice(0, Math.max(1, fitting - 1))}…`;
}

/** About how wide words are in the picture's small type. */
export function widthOf(words: string, perCharacter = 6.1): number {
  return words.length * perCharacter;
}
