import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { scriptedServer, type Reply } from '@/lib/http/scripted-server';
import { adapterAt, ICCID } from '@/lib/providers/airalo/scripted-airalo';
import { purchaseRequest, SAMPLES } from '@/lib/providers/airalo/scripted-samples';
import type { EsimProvider, Purchase } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';
import { mutationsOf } from '@/tests/mutations';

afterAll(closeDb);

const SEVERAL = 220;
/** Limited by the minute: each answer goes to an account of its own. */
const LIMITED = /packages|refund|simulator/;
const tokenReply: Reply = { body: { data: { token_type: 'Bearer', expires_in: 31_622_400, access_token: 'first-access-token' } } };

type Tried = { body: string; outcome: unknown };

async function tryAll(good: object, { isLimited, isToken = false }: { isLimited: boolean; isToken?: boolean }, call: (provider: EsimProvider) => Promise<unknown> | undefined): Promise<Tried[]> {
  let body = '';
  const wrong = (): Reply => ({ status: 200, headers: { 'content-type': 'application/json' }, body });
  const balance: Reply = { body: { data: { balances: { availableBalance: { amount: 1, currency: 'USD' } } } } };
  const server = await scriptedServer(({ path }) => (path === '/v2/token' ? (isToken ? wrong() : tokenReply) : isToken ? balance : wrong()));
  const shared = adapterAt(server.url);
  const tried: Tried[] = [];
  for (body of mutationsOf(good, SEVERAL)) {
    const provider = isLimited ? adapterAt(server.url) : shared;
    tried.push({ body, outcome: await Promise.resolve(call(provider)).catch((error: unknown) => error) });
  }
  await server.stop();
  return tried;
}

/** What of an outcome is shown to people as words; a matching id is a code, kept as it is. */
const shown = (outcome: unknown) => (outcome instanceof Error ? '' : JSON.stringify(outcome, (key, value: unknown) => (key === 'raw' || key === 'matchingId' ? undefined : value)) ?? '');

describe('two hundred answers gone wrong are read or refused, never a crash, and bring no mark-up', () => {
  test.each(SAMPLES)('$endpoint', async ({ endpoint, good, call }) => {
    const tried = await tryAll(good, { isLimited: LIMITED.test(endpoint) }, call);
    expect(tried.length).toBeGreaterThanOrEqual(200);
    for (const { body, outcome } of tried) {
      if (outcome instanceof Error) expect(outcome, body.slice(0, 500)).toBeInstanceOf(ProviderError);
      expect(shown(outcome), body.slice(0, 500)).not.toMatch(/<script|\u202E/);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  }, 120_000);

  test('POST /v2/token: a token that is none is no purchase', async () => {
    const tried = await tryAll({ data: { token_type: 'Bearer', expires_in: 31_622_400, access_token: 'first-access-token' }, meta: {} }, { isLimited: true, isToken: true }, (provider) => provider.getBalance?.());
    expect(tried.length).toBeGreaterThanOrEqual(200);
    for (const { body, outcome } of tried) {
      if (outcome instanceof Error) expect(outcome, body.slice(0, 500)).toMatchObject({ name: 'ProviderError', code: 'unavailable' });
    }
  }, 120_000);
});

describe('of wrong answers to an order', () => {
  const sampleOf = (endpoint: string) => SAMPLES.find((sample) => sample.endpoint === endpoint) ?? SAMPLES[0];

  test('none is taken for another purchase, and each that is not understood is kept', async () => {
    const sample = sampleOf('POST /v2/orders');
    for (const { body, outcome } of await tryAll(sample?.good ?? {}, { isLimited: false }, (provider) => provider.purchase(purchaseRequest))) {
      if (outcome instanceof ProviderError) {
        expect(['outcome-unknown', 'bad-response'], body.slice(0, 300)).toContain(outcome.code);
        if (!/^\s*$/.test(body)) expect(outcome.provider.rawAnswer, body.slice(0, 300)).toBeTruthy();
        continue;
      }
      const bought = outcome as Purchase;
      const { data } = JSON.parse(body) as { data: { package_id?: unknown; id: unknown } };
      if (typeof data.package_id === 'string' && data.package_id !== '') expect(data.package_id).toBe(purchaseRequest.providerPlanId);
      expect(bought.providerOrderId).toBe(String(data.id));
      if (bought.status === 'ready') expect(bought.esims.map(({ iccid }) => iccid), body.slice(0, 300)).toEqual([ICCID]);
    }
  }, 60_000);

  test('that will come later none is promised under a name that is none', async () => {
    for (const endpoint of ['POST /v2/orders-async', 'POST /v2/future-orders']) {
      const sample = sampleOf(endpoint);
      for (const { body, outcome } of await tryAll(sample?.good ?? {}, { isLimited: false }, (provider) => sample?.call(provider))) {
        if (outcome instanceof ProviderError) expect(['outcome-unknown', 'bad-response'], body.slice(0, 300)).toContain(outcome.code);
        else expect((outcome as { requestId: string }).requestId).toMatch(/^[\w-]{10,60}$/);
      }
    }
  }, 60_000);
});
