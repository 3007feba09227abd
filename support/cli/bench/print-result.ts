/** Prints what a bench has found on standard output: for programs as one versioned object, otherwise the text. */
export function printResult(json: true | undefined, result: object, text: () => string): void {
  process.stdout.write(json ? `${JSON.stringify({ version: 1, ...result }, undefined, 2)}\n` : text());
}
