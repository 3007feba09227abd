import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { T0 } from '../analysis/testing/objects.ts';
import { eventually, stays } from './expectations.ts';
import { settles } from './settles.ts';
import { lastStepSaysYes, Stage } from './testing/stage.ts';
import { ExpectationFailed, InstrumentBlind } from './verdict-errors.ts';

/** The watch of pods was away from 900 ms on, and is back at an instant. */
function back(stage: Stage, ms: number): void {
  const about = { kind: 'Pod', namespace: '', reason: 'the connection broke' } as const;
  stage.source.append({ type: 'watch-reconnected', at: T0 + ms, from: T0 + 900, ...about });
}

/** Watches a claim that holds for a second, with what is told while the watches catch up. */
async function watched(asks: typeof stays | typeof settles, told: (stage: Stage) => void): Promise<number> {
  const stage = new Stage();
  await stage.says(0, 'yes');
  let asked = 0;
  const caughtUp = async () => {
    asked++;
    told(stage);
  };
  const waiting = asks(lastStepSaysYes(), { ...stage, since: T0, withinMs: 0, forMs: 1000, caughtUp });
  const outcome = waiting.then(() => asked);
  outcome.catch(() => {});
  await stage.clock.goTo(T0 + 1000);
  return outcome;
}

const said = (stage: Stage, ms: number, text: string) =>
  stage.source.append({ type: 'step-started', at: T0 + ms, step: 's', text });

for (const [name, asks] of Object.entries({ stays, settles })) {
  describe(`the end of the window of ${name}`, () => {
    it('waits once for the watches to catch up', async () => {
      assert.equal(await watched(asks, () => {}), 1);
    });

    it('counts what happened in the window and was told after it', async () => {
      await assert.rejects(
        watched(asks, (stage) => said(stage, 990, 'no')),
        ExpectationFailed,
      );
    });

    it('cannot tell when a watch that was away brings word that it was not so', async () => {
      const late = watched(asks, (stage) => {
        back(stage, 1300);
        said(stage, 1310, 'no');
      });
      await assert.rejects(late, (error) => {
        assert.ok(error instanceof InstrumentBlind);
        assert.match(error.message, /watch of Pod objects was away at the end .*afterwards it said no/);
        return true;
      });
    });

    it('passes when that watch brings nothing against it, and when it was not so only later', async () => {
      await watched(asks, (stage) => back(stage, 1300));
      await watched(asks, (stage) => said(stage, 1310, 'no'));
    });

    it('ends with what keeps the watches from catching up', async () => {
      const blind = new InstrumentBlind('the API server is away');
      await assert.rejects(
        watched(asks, () => {
          throw blind;
        }),
        blind,
      );
    });
  });
}

/** Waits a second in vain for a claim, with what is told while the watches catch up. */
async function awaited(asks: typeof eventually | typeof settles, told: (stage: Stage) => void): Promise<void> {
  const stage = new Stage();
  await stage.says(0, 'no');
  const caughtUp = async () => told(stage);
  const waiting = asks(lastStepSaysYes(), { ...stage, since: T0, withinMs: 1000, forMs: 0, caughtUp });
  waiting.catch(() => {});
  await stage.clock.goTo(T0 + 1000);
  return waiting;
}

for (const [name, asks] of Object.entries({ eventually, settles })) {
  describe(`the deadline of ${name}`, () => {
    it('counts what happened before it and was told after it', async () => {
      await awaited(asks, (stage) => said(stage, 990, 'yes'));
    });

    it('cannot tell when a watch that was away brings word that it was so, if only for a moment', async () => {
      const late = awaited(asks, (stage) => {
        back(stage, 1300);
        said(stage, 1310, 'yes');
        said(stage, 1320, 'no');
      });
      await assert.rejects(late, (error) => {
        assert.ok(error instanceof InstrumentBlind);
        assert.match(error.message, /watch of Pod objects was away at the end .*afterwards it said yes/);
        return true;
      });
    });

    it('has failed when that watch brings nothing for it, and when it was so only later', async () => {
      await assert.rejects(
        awaited(asks, (stage) => back(stage, 1300)),
        ExpectationFailed,
      );
      await assert.rejects(
        awaited(asks, (stage) => said(stage, 1310, 'yes')),
        ExpectationFailed,
      );
    });

    it('ends with what keeps the watches from catching up, unless it can never be so', async () => {
      const blind = new InstrumentBlind('the API server is away');
      const away = () => {
        throw blind;
      };
      await assert.rejects(awaited(asks, away), blind);
      const stage = new Stage();
      await stage.says(0, 'never');
      const asking = { ...stage, since: T0, withinMs: 1000, forMs: 0, caughtUp: async () => away() };
      await assert.rejects(asks(lastStepSaysYes(), asking), ExpectationFailed);
    });
  });
}

it('settles cannot tell either when what broke off before its time was perhaps only seen late', async () => {
  const stage = new Stage();
  await stage.says(0, 'no');
  await stage.says(500, 'yes');
  await stage.says(1800, 'no');
  const caughtUp = async () => {
    back(stage, 2300);
    said(stage, 2310, 'yes');
  };
  const asking = { ...stage, since: T0, withinMs: 1000, forMs: 2000, caughtUp };
  await stage.clock.goTo(T0 + 2200);
  await assert.rejects(settles(lastStepSaysYes(), asking), InstrumentBlind);
});
