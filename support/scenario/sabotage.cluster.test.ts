import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { execa } from 'execa';
import type { RunSummary } from '../report/summary-json.ts';

it('passes no core scenario whose action was skipped, and says why', { timeout: 10 * 60_000 }, async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'kindling-sabotage-'));
  context.after(() => rm(folder, { recursive: true }));
  const { exitCode, stdout } = await execa(process.execPath, ['support/cli/scenarios.ts', '--tags', '@core'], {
    env: { KINDLING_SABOTAGE: 'skip-actions', KINDLING_REPORT: join(folder, 'report') },
    reject: false,
    stderr: 'inherit',
  });
  assert.ok(exitCode === 1 || exitCode === 3, stdout);
  const { scenarios } = JSON.parse(await readFile(join(folder, 'report', 'summary.json'), 'utf8')) as RunSummary;
  assert.ok(scenarios.length >= 6);
  for (const { name, verdict, reason } of scenarios) {
    // On a machine that stutters a claim that is false is invalid, which is no pass either.
    assert.ok(verdict === 'failed' || verdict === 'invalid', `${name}: ${verdict}: ${reason}`);
    // What a reader needs: what was wanted, and what was seen since the action.
    assert.match(reason ?? '', /expected/);
  }
});
