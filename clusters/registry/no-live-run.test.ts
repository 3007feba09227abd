import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demandNoLiveRun } from './no-live-run.ts';
import { ownCache, recordKept, recordRun } from './testing/recorded-runs.ts';

test('a run whose process is there is in the way, by name', (context) => {
  ownCache(context);
  recordRun({ id: 'aaaa1111' });
  recordRun({ id: 'bbbb2222' });
  const named = (id: string) => `run ${id} \\(test, process ${process.pid}\\)`;
  const both = new RegExp(`${named('aaaa1111')}, ${named('bbbb2222')}.* wait until it has ended`);
  assert.throws(demandNoLiveRun, both);
});

test('neither a killed run nor a cluster that stays is in the way', (context) => {
  ownCache(context);
  demandNoLiveRun();
  recordRun({ id: 'aaaa1111', pid: 0 });
  recordKept({ name: 'mine', run: 'bbbb2222' });
  demandNoLiveRun();
});
