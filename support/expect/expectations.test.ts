import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { T0 } from '../analysis/testing/objects.ts';
import type { Fact } from '../timeline/facts.ts';
import { TimelineRecorder } from '../timeline/recorder.ts';
import { eventually, now, stays } from './expectations.ts';
import { lastStepSaysYes, Stage } from './testing/stage.ts';
import { ExpectationFailed, InstrumentBlind } from './verdict-errors.ts';

const failed = (message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof ExpectationFailed);
  assert.match(error.message, message);
  return true;
};

describe('now', () => {
  it('asks once', async () => {
    const stage = new Stage();
    await stage.says(1, 'yes');
    now(lastStepSaysYes(), stage);
    await stage.says(2, 'no');
    assert.throws(() => now(lastStepSaysYes(), stage), failed(/^it said no, expected the last step says yes\n/));
  });

  it('is blind rather than failed when there is nothing to judge by', async () => {
    const stage = new Stage();
    await stage.says(1, 'blind');
    assert.throws(
      () => now(lastStepSaysYes(), stage),
      (error) =>
        error instanceof InstrumentBlind && error.message === 'the last step says yes: cannot tell, all is dark',
    );
  });
});

describe('eventually', () => {
  it('waits for the fact that makes it true, and leaves no timer behind', async () => {
    const stage = new Stage();
    const claim = lastStepSaysYes();
    const waiting = eventually(claim, { ...stage, withinMs: 1000 });
    await stage.says(10, 'no');
    await stage.says(20, '', 'watch-opened');
    await stage.says(30, 'yes');
    await waiting;
    assert.deepEqual(claim.asked, ['nothing', 'no', 'yes'], 'asked after facts that it depends on, and only then');
    assert.equal(stage.clock.pending, 0);
  });

  it('fails at the deadline with what was last seen', async () => {
    const stage = new Stage();
    const waiting = eventually(lastStepSaysYes({ expected: 'a yes' }), { ...stage, withinMs: 1000 });
    const outcome = assert.rejects(waiting, failed(/^it said no, expected a yes within 1s\n/));
    await stage.says(10, 'no');
    await stage.clock.goTo(T0 + 1000);
    await outcome;
  });

  it('fails at once when it can no longer become true', async () => {
    const stage = new Stage();
    const outcome = assert.rejects(
      eventually(lastStepSaysYes(), { ...stage, withinMs: 60_000 }),
      failed(/^it said never/),
    );
    await stage.says(10, 'never');
    await outcome;
  });

  it('passes for a moment in time that is past, asked late', async () => {
    const stage = new Stage();
    await stage.says(10, 'yes');
    await stage.says(20, 'no');
    await stage.clock.goTo(T0 + 5000);
    await eventually(lastStepSaysYes(), { ...stage, since: T0, withinMs: 1000 });
  });

  it('fails for a moment that came too late, although it holds when asked', async () => {
    const stage = new Stage();
    await stage.says(2000, 'yes');
    await assert.rejects(
      eventually(lastStepSaysYes(), { ...stage, since: T0, withinMs: 1000 }),
      failed(/^it said nothing/),
    );
  });

  it('counts facts from the action on, and time from when it was acknowledged', async () => {
    const stage = new Stage();
    await stage.says(2000, 'yes');
    const acknowledged = { ...stage, since: T0, timedFrom: T0 + 1500, withinMs: 1000 };
    await eventually(lastStepSaysYes(), acknowledged);
    await stage.says(2100, 'no');
    await eventually(lastStepSaysYes(), { ...acknowledged, timedFrom: T0 + 2200 });
    await assert.rejects(
      eventually(lastStepSaysYes(), { ...acknowledged, timedFrom: T0 + 500 }),
      failed(/^it said no/),
    );
  });

  it('gives a claim that needs later proof its grace', async () => {
    const stage = new Stage();
    const waiting = eventually(lastStepSaysYes({ graceMs: 500 }), { ...stage, withinMs: 1000 });
    await stage.says(1200, 'yes');
    await waiting;
  });

  it('ends with the reason of the signal', async () => {
    const stage = new Stage();
    const stop = new AbortController();
    const outcome = assert.rejects(
      eventually(lastStepSaysYes(), { ...stage, signal: stop.signal, withinMs: 1000 }),
      /Ctrl-C/,
    );
    stop.abort(new Error('Ctrl-C'));
    await outcome;
    await assert.rejects(eventually(lastStepSaysYes(), { ...stage, signal: stop.signal, withinMs: 1000 }), /Ctrl-C/);
    assert.equal(stage.clock.pending, 0);
  });
});

describe('stays', () => {
  it('watches until the end of the window', async () => {
    const stage = new Stage();
    await stage.says(0, 'yes');
    let over = false;
    const waiting = stays(lastStepSaysYes(), { ...stage, forMs: 1000 }).then(() => (over = true));
    await stage.clock.goTo(T0 + 999);
    assert.equal(over, false);
    await stage.clock.goTo(T0 + 1000);
    await waiting;
  });

  it('fails at the first moment at which it does not hold', async () => {
    const stage = new Stage();
    await stage.says(0, 'yes');
    const outcome = assert.rejects(
      stays(lastStepSaysYes(), { ...stage, forMs: 5000 }),
      failed(/^it said no, expected the last step says yes for 5s\n/),
    );
    await stage.says(10, 'no');
    await outcome;
  });

  it('catches a moment that is past, though it was made good since', async () => {
    const stage = new Stage();
    await stage.says(0, 'yes');
    await stage.says(10, 'no');
    await stage.says(20, 'yes');
    await assert.rejects(stays(lastStepSaysYes(), { ...stage, since: T0, forMs: 5000 }), failed(/^it said no/));
  });

  it('does not look beyond its window, and shares time that has passed', async () => {
    const stage = new Stage();
    await stage.says(0, 'yes');
    await stage.says(1500, 'no');
    await stays(lastStepSaysYes(), { ...stage, since: T0, forMs: 1000 });
    await assert.rejects(stays(lastStepSaysYes(), { ...stage, since: T0, forMs: 2000 }), failed(/^it said no/));
  });

  it('watches from the action on, until so long after it was acknowledged', async () => {
    const stage = new Stage();
    await stage.says(0, 'yes');
    await stage.says(1200, 'no');
    await stage.clock.goTo(T0 + 9000);
    const asking = { ...stage, since: T0, forMs: 1000 };
    await stays(lastStepSaysYes(), asking);
    await assert.rejects(stays(lastStepSaysYes(), { ...asking, timedFrom: T0 + 500 }), failed(/^it said no/));
  });

  it('watches on while there is nothing to judge by, and is blind when it ends so', async () => {
    const stage = new Stage();
    await stage.says(0, 'blind');
    const seeing = stays(lastStepSaysYes(), { ...stage, forMs: 1000 });
    await stage.says(10, 'yes');
    await stage.clock.goTo(T0 + 1000);
    await seeing;
    await stage.says(1001, 'blind');
    const blind = assert.rejects(stays(lastStepSaysYes(), { ...stage, forMs: 1000 }), InstrumentBlind);
    await stage.clock.goTo(T0 + 2001);
    await blind;
  });

  it('asks after every fact when a claim names no types', async () => {
    const stage = new Stage();
    await stage.says(0, 'yes');
    const { dependsOn: _, ...claim } = lastStepSaysYes();
    const waiting = stays(claim, { ...stage, forMs: 100 });
    await stage.says(10, '', 'watch-opened');
    await stage.clock.goTo(T0 + 100);
    await waiting;
    assert.equal(claim.asked.length, 2);
  });

  it('works with the real clock', async () => {
    const source = new TimelineRecorder();
    source.append({ type: 'step-started', step: 's', text: 'yes' });
    await stays(lastStepSaysYes(), { source, forMs: 20 });
    const facts: readonly Fact[] = source.facts;
    assert.equal(facts.length, 1);
  });
});
