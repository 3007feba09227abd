import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { T0 } from '../analysis/testing/objects.ts';
import { settles } from './settles.ts';
import { lastStepSaysYes, Stage } from './testing/stage.ts';
import { ExpectationFailed } from './verdict-errors.ts';

const timing = { withinMs: 3000, forMs: 2000 };

describe('settles', () => {
  it('is not content with what was so before the cluster reacted', async () => {
    const stage = new Stage();
    await stage.says(0, 'yes');
    let over = false;
    const waiting = settles(lastStepSaysYes(), { ...stage, ...timing }).then(() => (over = true));
    await stage.says(40, 'no');
    await stage.says(1000, 'yes');
    await stage.clock.goTo(T0 + 2999);
    assert.equal(over, false);
    await stage.clock.goTo(T0 + 3000);
    await waiting;
    assert.equal(stage.clock.pending, 0);
  });

  it('wants what was so from the start to stand until the end of the given time', async () => {
    const stage = new Stage();
    await stage.says(0, 'yes');
    let over = false;
    const waiting = settles(lastStepSaysYes(), { ...stage, since: T0, ...timing }).then(() => (over = true));
    await stage.clock.goTo(T0 + 2999);
    assert.equal(over, false, 'the cluster may still react');
    await stage.clock.goTo(T0 + 3000);
    await waiting;
    await settles(lastStepSaysYes(), { ...stage, since: T0, withinMs: 500, forMs: 2000 });
  });

  it('sees a reaction that comes after the state from before has stood for long', async () => {
    const stage = new Stage();
    await stage.says(0, 'yes');
    await stage.says(2500, 'no');
    await stage.says(5500, 'yes');
    const late = { ...stage, since: T0, ...timing };
    await assert.rejects(settles(lastStepSaysYes(), late), /it said no/);
    await stage.clock.goTo(T0 + 8000);
    await settles(lastStepSaysYes(), { ...late, withinMs: 6000 });
  });

  it('takes what was so as soon as it could be judged for a state from the start', async () => {
    const stage = new Stage();
    await stage.says(0, 'blind');
    await stage.says(10, 'yes');
    await stage.says(2900, 'no');
    await stage.clock.goTo(T0 + 3000);
    await assert.rejects(settles(lastStepSaysYes(), { ...stage, since: T0, ...timing }), /it said no/);
  });

  it('gives its time from when the action was acknowledged on', async () => {
    const stage = new Stage();
    await stage.says(0, 'no');
    await stage.says(4000, 'yes');
    await stage.clock.goTo(T0 + 9000);
    await settles(lastStepSaysYes(), { ...stage, ...timing, since: T0, timedFrom: T0 + 1000 });
    await assert.rejects(settles(lastStepSaysYes(), { ...stage, ...timing, since: T0 }), /it said no/);
  });

  it('fails when it becomes true too late', async () => {
    const stage = new Stage();
    const outcome = assert.rejects(
      settles(lastStepSaysYes(), { ...stage, ...timing }),
      (error) => error instanceof ExpectationFailed && /within 3s, and for 2s\n/.test(error.message),
    );
    await stage.says(10, 'no');
    await stage.clock.goTo(T0 + 3001);
    await outcome;
  });

  it('fails when it does not last, and when it never can', async () => {
    const stage = new Stage();
    const unlasting = assert.rejects(settles(lastStepSaysYes(), { ...stage, ...timing }), ExpectationFailed);
    await stage.says(2900, 'yes');
    await stage.says(3100, 'no');
    await unlasting;
    const never = assert.rejects(settles(lastStepSaysYes(), { ...stage, ...timing }), /it said never/);
    await stage.says(3200, 'never');
    await never;
    const brokenForGood = assert.rejects(settles(lastStepSaysYes(), { ...stage, ...timing }), /it said never/);
    await stage.says(3300, 'yes');
    await stage.says(3400, 'never');
    await brokenForGood;
  });

  it('judges the past alike, and only within its window', async () => {
    const stage = new Stage();
    await stage.says(0, 'yes');
    await stage.says(40, 'no');
    await stage.says(1000, 'yes');
    await stage.says(3500, 'no');
    await settles(lastStepSaysYes(), { ...stage, since: T0, ...timing });
    await assert.rejects(settles(lastStepSaysYes(), { ...stage, since: T0, withinMs: 500, forMs: 2000 }), /it said no/);
  });
});
