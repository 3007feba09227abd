import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concurrency, laneOf, onOwnCluster } from './concurrency.ts';

const scenario = (tags: string[], ...steps: string[]) => ({
  tags: tags.map((name) => ({ name })),
  steps: steps.map((text) => ({ text })),
});
const traffic = ['traffic flows to service/rng at 20 requests per second', 'traffic from script "own-script.ts"'];

test('the environment says how many scenarios run at a time', () => {
  const usual = { lanes: 3, trafficAlone: false, withoutTraffic: false };
  assert.deepEqual(concurrency({ KINDLING_PARALLEL: '3' }), usual);
  assert.equal(concurrency({ KINDLING_TRAFFIC_ALONE: 'yes' }).trafficAlone, true);
  assert.equal(concurrency({ KINDLING_WITHOUT_TRAFFIC: 'yes' }).withoutTraffic, true);
  assert.deepEqual(
    concurrency({ KINDLING_PARALLEL: '', KINDLING_TRAFFIC_ALONE: '', KINDLING_WITHOUT_TRAFFIC: '' }),
    concurrency({}),
  );
});

test('what is no number of scenarios is an error that says what is', () => {
  for (const wrong of ['0', '-1', 'many', '2.5', '2+traffic', '100'])
    assert.throws(() => concurrency({ KINDLING_PARALLEL: wrong }), /expected how many scenarios .* such as 2/, wrong);
});

test('node faults are alone on a shared cluster whatever was asked for, traffic everywhere where it was asked for', () => {
  const usual = concurrency({});
  const asked = concurrency({ KINDLING_TRAFFIC_ALONE: 'yes' });
  assert.equal(laneOf(scenario(['@nodes']), false, usual), 'alone');
  assert.equal(laneOf(scenario(['@nodes']), true, asked), 'first');
  for (const step of traffic) {
    assert.equal(laneOf(scenario([], 'a step', step), false, usual), 'any', step);
    assert.equal(laneOf(scenario([], 'a step', step), false, asked), 'alone', step);
    assert.equal(laneOf(scenario(['@nodes'], 'a step', step), true, usual), 'first', step);
    assert.equal(laneOf(scenario(['@nodes'], 'a step', step), true, asked), 'alone', step);
  }
  assert.equal(laneOf(scenario(['@core'], 'a step', 'no request failed'), false, asked), 'any');
});

test('a cluster of its own is for the tag, and for node faults where there is one anyway', () => {
  const [own, nodes, other] = [['@core', '@own-cluster'], ['@nodes'], ['@core']].map((tags) => scenario(tags));
  const all = [own, nodes, other].filter((each) => each !== undefined);
  assert.deepEqual(onOwnCluster(all), [own, nodes]);
  assert.deepEqual(onOwnCluster(all.slice(1)), []);
});
