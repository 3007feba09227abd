import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { docCommentAbove } from './doc-comment.ts';
import { withSteps } from './readme.ts';
import { asMarkdown, asText } from './render.ts';
import { type CatalogueStep, catalogueSteps } from './steps.ts';

const step: CatalogueStep = {
  noun: 'pod',
  keyword: 'When',
  pattern: 'I delete {pods}',
  explanation: 'Gracefully.',
  example: 'I delete 1 pod of deployment/rng',
};

describe('the catalogue of steps', () => {
  it('explains every step, shows how a scenario says it, and stands in the README as it is', async () => {
    const steps = await catalogueSteps();
    assert.ok(steps.length >= 40, `${steps.length} steps`);
    assert.deepEqual(
      steps.filter(({ explanation }) => explanation === '').map(({ pattern }) => pattern),
      [],
      'steps without a doc comment',
    );
    const readme = readFileSync('README.md', 'utf8');
    assert.equal(readme, withSteps(readme, asMarkdown(steps)), 'run "npm run steps -- --readme"');
  });

  it('is text by noun, or a table whose cells hold no bars', () => {
    assert.equal(
      asText([step]),
      'pod\n  When I delete {pods}\n       Gracefully.\n       e.g. I delete 1 pod of deployment/rng\n',
    );
    const bare = { ...step, example: undefined, explanation: 'a | b' };
    assert.match(asMarkdown([bare]), /^\| When `I delete \{pods\}` \| a \\\| b \|$/m);
  });

  it('reads doc comments of one and of many lines, and none where there is none', () => {
    assert.equal(docCommentAbove('/** One. */\nWhen(', 2), 'One.');
    assert.equal(docCommentAbove('/**\n * One\n * and two.\n */\nWhen(', 5), 'One and two.');
    assert.equal(docCommentAbove('const a = 1;\nWhen(', 2), '');
    assert.equal(docCommentAbove('When(', 1), '');
  });

  it('refuses a README that has no place for it', () => {
    assert.throws(() => withSteps('# Kindling', ''), /no lines/);
  });
});
