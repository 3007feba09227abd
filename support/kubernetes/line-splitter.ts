/** Cuts a byte stream into lines. Chunks may split lines and UTF-8 sequences anywhere. */
export class LineSplitter {
  // Fatal: a broken sequence must not become a replacement character inside a name.
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #rest = '';

  /** The lines that this chunk completes, without their ends and without empty ones. An unfinished line is kept back. */
  push(chunk: Uint8Array): string[] {
    const lines = `${this.#rest}${this.#decoder.decode(chunk, { stream: true })}`.split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.filter((line) => line.trim() !== '');
  }
}
