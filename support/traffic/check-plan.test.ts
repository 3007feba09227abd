import assert from 'node:assert/strict';
import test from 'node:test';
import { checkPlan } from './check-plan.ts';
import type { TrafficPlan } from './meter.ts';

const plan: TrafficPlan = {
  streams: [
    { stream: 'fresh', ratePerSecond: 300 },
    { stream: 'keepalive', ratePerSecond: 0 },
  ],
  doors: [{ node: 'worker', url: 'http://127.0.0.1:30080/hostname' }],
  timeoutMs: 2000,
  maxDurationMs: 3_600_000,
  folder: '/tmp/x',
};

test('a plan within bounds passes', () => {
  checkPlan(plan);
  checkPlan({ ...plan, doors: [{ node: 'worker', url: 'http://localhost:30080/' }] });
});

const door = (url: string): Partial<TrafficPlan> => ({ doors: [{ node: 'worker', url }] });
const refused: readonly (readonly [string, Partial<TrafficPlan>, RegExp])[] = [
  ['another host', door('http://192.168.0.7:30080/'), /node worker is http:\/\/192\.168\.0\.7/],
  ['a host that only looks local', door('http://127.0.0.1.example.com/'), /expected http:\/\/ on 127\.0\.0\.1/],
  ['credentials that look like a host', door('http://127.0.0.1@example.com/'), /expected http:\/\//],
  ['https', door('https://127.0.0.1/'), /expected http:\/\//],
  ['no URL', door('127.0.0.1:80'), /expected http:\/\//],
  ['a comma in a URL', door('http://127.0.0.1:1/a,b'), /comma/],
  ['no doors', { doors: [] }, /no door/],
  ['a rate above 300', { streams: [{ stream: 'fresh', ratePerSecond: 301 }] }, /rate of stream fresh is 301/],
  ['a negative rate', { streams: [{ stream: 'fresh', ratePerSecond: -1 }] }, /is -1/],
  ['a broken rate', { streams: [{ stream: 'fresh', ratePerSecond: 1.5 }] }, /is 1\.5/],
  ['only rates of 0', { streams: [{ stream: 'fresh', ratePerSecond: 0 }] }, /no stream has a rate/],
  ['more than an hour', { maxDurationMs: 3_600_001 }, /maxDurationMs is 3600001/],
  ['less than k6 can', { maxDurationMs: 999 }, /maxDurationMs is 999/],
  ['no timeout', { timeoutMs: 0 }, /timeoutMs is 0/],
  ['too many virtual users', { timeoutMs: 60_000 }, /18080 virtual users/],
  ['control at the same doors', { streams: [{ stream: 'control', ratePerSecond: 5 }] }, /doors of its own/],
  ['a folder that k6 cannot name', { folder: '/tmp/a,b' }, /comma/],
  [
    'a stream twice',
    {
      streams: [
        { stream: 'fresh', ratePerSecond: 5 },
        { stream: 'fresh', ratePerSecond: 6 },
      ],
    },
    /named twice/,
  ],
];

for (const [what, changes, message] of refused) {
  test(`${what} is refused`, () => {
    assert.throws(() => checkPlan({ ...plan, ...changes }), { name: 'MeterError', message });
  });
}
