import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { execa } from 'execa';
import { ordealsOf, unnoticed } from '../bench/sabotage.ts';
import type { RunSummary } from '../report/summary-json.ts';
import { readTimeline } from '../timeline/reader.ts';

describe('no core scenario passes', () => {
  for (const sabotage of ['skip-actions', 'wrong-pod']) {
    it(`under ${sabotage}, and each says why`, { timeout: 10 * 60_000 }, async (context) => {
      const folder = await mkdtemp(join(tmpdir(), 'kindling-sabotage-'));
      context.after(() => rm(folder, { recursive: true }));
      const report = join(folder, 'report');
      const { exitCode, stdout } = await execa(process.execPath, ['support/cli/scenarios.ts', '--tags', '@core'], {
        env: { KINDLING_SABOTAGE: sabotage, KINDLING_REPORT: report },
        reject: false,
        stderr: 'inherit',
      });
      assert.ok(exitCode === 1 || exitCode === 3, stdout);
      const ordeals = ordealsOf(await readTimeline(join(report, 'timeline.ndjson')));
      assert.ok(ordeals.length >= 6 && ordeals.every(({ sabotaged }) => sabotaged));
      assert.deepEqual(unnoticed(new Map([[sabotage, ordeals]])), []);
      const { scenarios } = JSON.parse(await readFile(join(report, 'summary.json'), 'utf8')) as RunSummary;
      for (const { name, verdict, reason } of scenarios) {
        // On a machine that stutters a claim that is false is invalid, which is no pass either.
        assert.ok(verdict === 'failed' || verdict === 'invalid', `${name}: ${verdict}: ${reason}`);
        // What a reader needs: what was wanted, and what was seen since the action.
        assert.match(reason ?? '', /expected/);
      }
    });
  }
});
