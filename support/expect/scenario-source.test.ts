import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TimelineRecorder } from '../timeline/recorder.ts';
import { ScenarioSource } from './scenario-source.ts';

describe('ScenarioSource', () => {
  it('gives the facts of one scenario as they come, and word of the next', async () => {
    const recorder = new TimelineRecorder();
    const source = new ScenarioSource(recorder, 's1', 'ns1');
    recorder.append({ type: 'step-started', scenario: 's1', step: 'a', text: 'mine' });
    recorder.append({ type: 'step-started', scenario: 's2', step: 'b', text: 'other' });
    assert.equal(source.facts.length, 1);
    const next = source.next();
    recorder.append({ type: 'watch-opened', kind: 'Pod', namespace: 'ns1', resourceVersion: '1' });
    await next;
    assert.equal(source.facts.length, 2);
    await assert.rejects(source.next(AbortSignal.abort(new Error('stop'))), /stop/);
  });
});
