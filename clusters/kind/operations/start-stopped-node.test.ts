import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Container } from 'dockerode';
import { startOf } from './start-stopped-node.ts';

test("a start is dated by the engine's clock", async () => {
  const machine = { inspect: async () => ({ State: { StartedAt: '2026-01-02T03:04:05.678901234Z' } }) };
  const start = await startOf(machine as unknown as Container, new AbortController().signal);
  assert.equal(start.toISOString(), '2026-01-02T03:04:05.678Z');
});
