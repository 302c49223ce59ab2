import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scriptedServer, type Received, type Reply } from '@/lib/http/scripted-server';
import { failureOf, NOWHERE, readOnce, spendOnce, type Context } from '@/tests/contract/context';
import type { Harness } from '@/tests/contract/harness';
import { pool } from '@/lib/db/client';
import { ProviderError } from '@/lib/providers/provider-error';

/** As if nobody had been asked to stay away before. */
export const forgetTurns = () => pool().query('DELETE FROM "ProviderTurn"').then(() => undefined);

/** From now on every request is answered like this, but for those that get a token; or only what spends money. */
const answerReads = ({ wire, harness }: Context, reply: Reply) => void (wire.wire.instead = (asked) => (harness.isToken?.(asked) ? null : reply));
const answerSpending = ({ wire, harness }: Context, reply: Reply) => void (wire.wire.instead = (asked) => (harness.isSpending(asked) ? reply : null));
const sent = ({ wire }: Context, isSuch: (asked: Received) => boolean) => wire.requests.filter(isSuch).length;

const HUGE = Buffer.alloc(5 * 1024 * 1024 + 1, ' ');
const tooMany = (retryAfter: string | null): Reply => ({ status: 429, headers: retryAfter === null ? {} : { 'retry-after': retryAfter }, body: '' });
const WAITS = [
  ['for seconds', () => '30', 30_000, 30_000],
  ['until a date', () => new Date(Date.now() + 30_000).toUTCString(), 27_000, 30_000],
] as const;

const waitOf = (error: unknown) => (error instanceof ProviderError ? error.provider.retryAfterMs : Number.NaN);

function describeTurnedAway(context: Context): void {
  test.each(WAITS)('429 %s is rate-limited for as long, read or spent', async (_what, retryAfter, least, most) => {
    for (const [answer, ask] of [[answerReads, readOnce], [answerSpending, spendOnce]] as const) {
      await forgetTurns();
      answer(context, tooMany(retryAfter()));
      const error = await failureOf(ask(context.provider, context));
      expect(error).toMatchObject({ code: 'rate-limited', retryable: true });
      expect(waitOf(error)).toBeGreaterThanOrEqual(least);
      expect(waitOf(error)).toBeLessThanOrEqual(most);
    }
  });

  test('429 without a word is rate-limited and names no wait; what spends was sent once', async () => {
    answerReads(context, tooMany(null));
    expect(waitOf(await failureOf(readOnce(context.provider)))).toBeUndefined();
    await forgetTurns();
    answerSpending(context, tooMany(null));
    const error = await failureOf(spendOnce(context.provider, context));
    expect(error).toMatchObject({ code: 'rate-limited' });
    expect(waitOf(error)).toBeUndefined();
    expect(sent(context, context.harness.isSpending)).toBe(1);
  });
}

function describeFailures(context: Context): void {
  test.each([500, 502, 503, 504])('%d of a read is unavailable; of what spends it leaves a doubt, and nothing was sent twice', async (status) => {
    answerReads(context, { status, body: 'Bad Gateway' });
    expect(await failureOf(readOnce(context.provider))).toMatchObject({ code: 'unavailable', retryable: true });
    answerSpending(context, { status, body: 'Bad Gateway' });
    expect(await failureOf(spendOnce(context.provider, context))).toMatchObject({ code: 'outcome-unknown', retryable: true });
    expect(sent(context, context.harness.isSpending)).toBe(1);
  });

  test('a page of HTML with 200 is no answer', async () => {
    answerReads(context, { body: '<html><body>It works!</body></html>', headers: { 'content-type': 'text/html' } });
    expect(await failureOf(readOnce(context.provider))).toMatchObject({ code: 'bad-response', retryable: false });
  });

  test('more than 5 MB is not read: a read fails, what spends leaves a doubt', async () => {
    answerReads(context, { body: HUGE, headers: { 'content-type': 'application/json' } });
    expect(await failureOf(readOnce(context.provider))).toMatchObject({ code: 'unavailable' });
    answerSpending(context, { body: HUGE, headers: { 'content-type': 'application/json' } });
    expect(await failureOf(spendOnce(context.provider, context))).toMatchObject({ code: 'outcome-unknown' });
    expect(sent(context, context.harness.isSpending)).toBe(1);
  });

  test('a hang-up of a read is unavailable, of what spends it leaves a doubt', async () => {
    answerReads(context, 'hang-up');
    expect(await failureOf(readOnce(context.provider))).toMatchObject({ code: 'unavailable' });
    answerSpending(context, 'hang-up');
    expect(await failureOf(spendOnce(context.provider, context))).toMatchObject({ code: 'outcome-unknown' });
    expect(sent(context, context.harness.isSpending)).toBe(1);
  });

  test('a redirect is not followed, and what was to be spent there is no success', async () => {
    const elsewhere = await scriptedServer(() => ({ body: { data: {} } }));
    for (const status of [301, 302, 307, 308]) {
      const reply: Reply = { status, headers: { location: `${elsewhere.url}/stolen` }, body: '' };
      answerReads(context, reply);
      expect(await failureOf(readOnce(context.provider))).toBeInstanceOf(ProviderError);
      answerSpending(context, reply);
      expect(await failureOf(spendOnce(context.provider, context))).toMatchObject({ code: 'bad-response' });
    }
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.stop();
  });
}

/** What the answers to any call mean, whatever the provider deals in. */
export function describeAnswers(context: Context, harness: Harness): void {
  describe('any answer', () => {
    beforeEach(forgetTurns);
    afterEach(forgetTurns);

    test('to wrong credentials is unauthorized, read or spent', async () => {
      const stranger = harness.create(context.wire.url, 'wrong');
      expect(await failureOf(readOnce(stranger))).toMatchObject({ code: 'unauthorized', retryable: false });
      expect(await failureOf(spendOnce(stranger, context))).toMatchObject({ code: 'unauthorized' });
    });

    test('that cannot be had, since nobody is there, is unavailable and leaves no doubt', async () => {
      const away = harness.create(NOWHERE);
      expect(await failureOf(readOnce(away))).toMatchObject({ code: 'unavailable', retryable: true });
      expect(await failureOf(spendOnce(away, context))).toMatchObject({ code: 'unavailable', retryable: true });
    });

    describeTurnedAway(context);
    describeFailures(context);
  });
}
