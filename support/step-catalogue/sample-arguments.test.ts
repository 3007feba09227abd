import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Matched, sampleArguments, withSamples } from './sample-arguments.ts';

/** As Cucumber's expressions answer, of a pattern whose parameters are of these types. */
function step(pattern: RegExp, ...types: string[]): Matched {
  const match = (text: string) =>
    pattern
      .exec(text)
      ?.slice(1)
      .map((value, index) => ({ group: { value }, parameterType: { name: types[index] } })) ?? null;
  return { expression: { match } };
}

const steps = [step(/^I scale (\S+) to (\d+) pods$/, 'word', 'int'), step(/^I wait for (\d+) s$/, 'int')];

test('a step that no scenario uses is shown with what others say first, and not with placeholders', () => {
  const samples = sampleArguments(steps, [
    'I scale <what> to 3 pods',
    'I scale rng to 2 pods',
    'I wait for 5 s',
    'no step',
  ]);
  assert.equal(withSamples('I leave {int} of {word}', samples), 'I leave 3 of rng');
  assert.equal(withSamples('I leave', samples), 'I leave');
});

test('a parameter that nobody has used leaves a step without an example', () => {
  assert.equal(withSamples('I leave {float} of {word}', sampleArguments(steps, ['I scale rng to 2 pods'])), undefined);
});
