/** The page's only script: hides the rows of a list that lack a word of the search beside it. Plain JavaScript of browsers. */
export const FILTER_SCRIPT = `
for (const input of document.querySelectorAll('input[type=search]')) {
  const rows = [...input.parentElement.querySelectorAll('tbody tr')];
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
  });
}
`.trim();
