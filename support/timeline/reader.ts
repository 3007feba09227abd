import { readFile } from 'node:fs/promises';
import type { Fact } from './facts.ts';

/** A line of a timeline file is no fact. The file was not written by a recorder, or was damaged. */
export class TimelineCorrupt extends Error {
  override readonly name = 'TimelineCorrupt';
}

/**
 * Reads a timeline from disk, in the order in which it was written. An unfinished last line is left out: a run that is
 * killed while it writes leaves one.
 *
 * @throws TimelineCorrupt when another line is no fact; names the file and the line
 */
export async function readTimeline(path: string): Promise<Fact[]> {
  return parseTimeline(await readFile(path, 'utf8'), path);
}

/** Reads several timelines, such as those of parallel workers, as one in order of time. */
export async function readTimelines(paths: readonly string[]): Promise<Fact[]> {
  const timelines = await Promise.all(paths.map(readTimeline));
  return timelines.flat().sort((a, b) => a.at - b.at);
}

/** The same for text that was read already; `name` says in errors where it came from. */
export function parseTimeline(text: string, name: string): Fact[] {
  const lines = text.split('\n');
  // What follows the last line feed is empty in a complete file, and unfinished in any other.
  lines.pop();
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, `${name}:${index + 1}`)]));
}

function parseLine(line: string, place: string): Fact {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new TimelineCorrupt(`${place} is not JSON`, { cause });
  }
  if (!isFact(value)) throw new TimelineCorrupt(`${place} is no fact: it lacks type, seq or at`);
  return value;
}

function isFact(value: unknown): value is Fact {
  if (typeof value !== 'object' || value === null) return false;
  const { type, seq, at } = value as Record<'type' | 'seq' | 'at', unknown>;
  return typeof type === 'string' && typeof seq === 'number' && typeof at === 'number';
}
