import assert from 'node:assert/strict';
import test from 'node:test';
import { outcomeOf } from './outcome.ts';

const cases = [
  [0, '', 200, 'ok'],
  [0, '', 204, 'ok'],
  [0, '', 302, 'http-status'],
  [0, '', 0, 'other'],
  [1000, 'EOF', 0, 'closed'],
  [1000, 'unexpected EOF', 0, 'closed'],
  [1000, 'http: server closed idle connection', 0, 'closed'],
  [1000, 'malformed HTTP response', 0, 'other'],
  [1020, 'invalid URL', 0, 'other'],
  [1101, 'lookup: no such host', 0, 'unreachable'],
  [1201, 'write: broken pipe', 0, 'closed'],
  [1211, 'dial: i/o timeout', 0, 'timeout'],
  [1212, 'dial: connection refused', 0, 'refused'],
  [1213, 'connect: no route to host', 0, 'unreachable'],
  [1220, 'read: connection reset by peer', 0, 'reset'],
  [1404, '', 404, 'http-status'],
  [1503, '', 503, 'http-status'],
  [1600, 'h2', 0, 'other'],
] as const;

for (const [errorCode, error, status, outcome] of cases) {
  test(`error code ${errorCode} (${error}) with status ${status} is ${outcome}`, () => {
    assert.equal(outcomeOf({ errorCode, error, status, connected: true }), outcome);
  });
}

test('no answer in time is stalled over a connection that stood, and a timeout where none came to stand', () => {
  const ending = { errorCode: 1050, error: 'request timeout', status: 0 };
  assert.equal(outcomeOf({ ...ending, connected: true }), 'stalled');
  assert.equal(outcomeOf({ ...ending, connected: false }), 'timeout');
});
