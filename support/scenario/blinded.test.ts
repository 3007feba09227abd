import assert from 'node:assert/strict';
import { test } from 'node:test';
import { act } from '../act/action.ts';
import { ExpectationFailed, InstrumentBlind, judge } from '../expect/verdict-errors.ts';
import { answerError, networkError } from '../kubernetes/errors.ts';
import { asBlindness } from './blinded.ts';

const asked = { server: 'https://127.0.0.1:6443', method: 'DELETE', path: '/api/v1/namespaces/n/pods/p' };
const noAnswer = (code: string) => networkError(Object.assign(new Error('no'), { code }), asked);
const verdictOf = (error: unknown, blind?: AbortSignal) => judge(asBlindness(error, blind), []).verdict;

test('an API server that is away blinds, whoever asked', () => {
  for (const code of ['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT']) {
    assert.equal(verdictOf(noAnswer(code)), 'invalid', code);
  }
  assert.equal(verdictOf(networkError(new DOMException('too long', 'TimeoutError'), asked)), 'invalid');
  for (const code of [502, 503, 504])
    assert.equal(verdictOf(answerError(code, 'starting', asked)), 'invalid', `${code}`);
});

test('an API server that answers is not away: what it refuses is broken, and so is a certificate of another cluster', () => {
  for (const code of [400, 403, 404, 409, 422, 429, 500]) {
    assert.equal(verdictOf(answerError(code, 'no', asked)), 'broken', `${code}`);
  }
  for (const code of ['DEPTH_ZERO_SELF_SIGNED_CERT', 'ENOTFOUND', 'UND_ERR_DESTROYED']) {
    assert.equal(verdictOf(noAnswer(code)), 'broken', code);
  }
  assert.equal(verdictOf(Object.assign(new Error('docker is away'), { code: 'ECONNREFUSED' })), 'broken');
  assert.equal(verdictOf('a string'), 'broken');
});

test('during an action, too: the reason names it, and what it did is not known', async () => {
  const signal = new AbortController().signal;
  const client = { raw: assert.fail, stream: assert.fail, signal, server: asked.server };
  const subjects = [{ kind: 'Pod', namespace: 'n', name: 'p', uid: 'u' }];
  const deed = { verb: 'delete-pods', summary: 'deleted p', subjects };
  const perform = (error: Error) =>
    act({ client, signal, timeline: { append: () => {} } as never }, deed, () => Promise.reject(error));
  const thrown = await perform(noAnswer('ECONNRESET')).catch((error: unknown) => error);
  const { verdict, reason } = judge(asBlindness(thrown), []);
  assert.equal(verdict, 'invalid');
  assert.match(reason ?? '', /delete-pods failed \("deleted p"\): .*no answer from API server/);
  const refused = await perform(answerError(403, 'no', asked)).catch((error: unknown) => error);
  assert.equal(verdictOf(refused), 'broken');
  const several = new AggregateError([answerError(409, 'no', asked), noAnswer('ECONNREFUSED')], 'several');
  assert.equal(verdictOf(await perform(several).catch((error: unknown) => error)), 'invalid');
});

test('a watch that cannot go on blinds, a run that was ended does not', () => {
  const lost = new AbortController();
  const reason = new Error('watch /api/v1/pods: 403');
  assert.equal(verdictOf(reason, lost.signal), 'broken', 'nothing is lost yet');
  lost.abort(reason);
  assert.equal(verdictOf(reason, lost.signal), 'invalid');
  assert.equal(verdictOf(new Error('a step', { cause: reason }), lost.signal), 'invalid');
  assert.equal(verdictOf(new Error('ended by SIGINT'), lost.signal), 'broken');
});

test('a claim that was judged stays judged', () => {
  const cause = noAnswer('ECONNREFUSED');
  const failed = Object.assign(new ExpectationFailed('not so', { wanted: 'so', lastSeen: 'not' }), { cause });
  assert.equal(asBlindness(failed), failed);
  const blind = new InstrumentBlind('dark', { cause });
  assert.equal(asBlindness(blind), blind);
  assert.equal(asBlindness(undefined), undefined);
});
