import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parseTimeline, readTimeline, readTimelines, TimelineCorrupt } from './reader.ts';
import { now, TimelineRecorder } from './recorder.ts';

const step = (text: string, at?: number) => {
  return { type: 'step-started', step: text, text, ...(at === undefined ? {} : { at }) } as const;
};

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindling-timeline-'));
});
after(() => rm(folder, { recursive: true }));

describe('TimelineRecorder', () => {
  it('stamps facts with its clock and rising numbers, and keeps a better time', () => {
    const recorder = new TimelineRecorder();
    const earliest = now();
    const first = recorder.append(step('a'));
    const second = recorder.append(step('b', 42));
    assert.deepEqual([first.seq, second.seq, second.at], [0, 1, 42]);
    assert.ok(first.at >= earliest && first.at <= now());
    assert.deepEqual(recorder.facts, [first, second]);
  });

  it('writes each fact to disk before append returns, and a reader reads the same', async () => {
    const path = join(folder, 'deep', 'timeline.ndjson');
    const recorder = new TimelineRecorder(path);
    recorder.append(step('a\nb'));
    assert.equal((await readFile(path, 'utf8')).split('\n').length, 2);
    recorder.append(step('c'));
    assert.deepEqual(await readTimeline(path), recorder.facts);
  });

  it('wakes everyone who waits, once', async () => {
    const recorder = new TimelineRecorder();
    const woken = Promise.all([recorder.next(), recorder.next()]);
    recorder.append(step('a'));
    await woken;
    const later = recorder.next();
    const outcome = await Promise.race([later.then(() => 'woken'), Promise.resolve('waiting')]);
    assert.equal(outcome, 'waiting');
  });

  it('stops waiting with the reason of the signal', async () => {
    const recorder = new TimelineRecorder();
    const stop = new AbortController();
    const waiting = assert.rejects(recorder.next(stop.signal), /enough/);
    stop.abort(new Error('enough'));
    await waiting;
    await assert.rejects(recorder.next(stop.signal), /enough/);
    recorder.append(step('nobody is left to wake'));
  });
});

describe('parseTimeline', () => {
  const line = (at: number) => JSON.stringify({ seq: 0, at, ...step('a') });

  it('leaves out an unfinished last line, and empty ones', () => {
    assert.equal(parseTimeline(`${line(1)}\n\n${line(2)}\n{"seq":`, 'x').length, 2);
    assert.deepEqual(parseTimeline('', 'x'), []);
  });

  it('names the place of a damaged line', () => {
    assert.throws(() => parseTimeline(`${line(1)}\noops\n`, 'run.ndjson'), {
      name: 'TimelineCorrupt',
      message: 'run.ndjson:2 is not JSON',
    });
    for (const other of ['null', '1', '{}', '{"type":"x","seq":0}', '{"type":"x","seq":"0","at":1}']) {
      assert.throws(() => parseTimeline(`${other}\n`, 'x'), TimelineCorrupt);
    }
  });
});

describe('readTimelines', () => {
  it('merges the timelines of workers by time', async () => {
    const paths = [join(folder, '1.ndjson'), join(folder, '2.ndjson')];
    const [one, two] = paths.map((path) => new TimelineRecorder(path));
    one?.append(step('a', 1));
    two?.append(step('b', 2));
    one?.append(step('c', 3));
    const merged = await readTimelines(paths);
    assert.deepEqual(
      merged.map((fact) => fact.type === 'step-started' && fact.text),
      ['a', 'b', 'c'],
    );
  });
});
