/**
 * Text as content or attribute value of HTML and XML. Characters that XML 1.0 forbids even as references, such as the
 * escape that begins a terminal colour, become U+FFFD: one of them makes a whole JUnit file unreadable.
 */
export function escapeMarkup(text: string): string {
  return text
    .toWellFormed()
    .replace(FORBIDDEN, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu;
