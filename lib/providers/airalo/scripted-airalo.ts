import { randomBytes, randomUUID } from 'node:crypto';
import { scriptedServer, type Received, type Reply } from '@/lib/http/scripted-server';
import { createAiraloAdapter } from '@/lib/providers/airalo/adapter';
import type { EsimProvider, PurchaseRequest, TopUpRequest } from '@/lib/providers/provider';
import { mutationsOf } from '@/tests/mutations';

/* For tests: Airalo as a script, and what is wrong with it in two hundred ways. */

export const ICCID = '8935100000000000017';
const tokenReply: Reply = { body: { data: { token_type: 'Bearer', expires_in: 31_622_400, access_token: 'first-access-token' }, meta: {} } };
export const adapterAt = (apiUrl: string, brandName: string | null = null): EsimProvider =>
  createAiraloAdapter({ clientId: randomUUID(), clientSecret: 'secret', apiUrl, brandName, ordersPerSecond: null });

/** Runs `use` against an Airalo that answers as `script` says; gives what it was asked besides tokens. */
export async function withAiralo<Value>(script: (received: Received) => Reply, use: (provider: EsimProvider, address: string) => Promise<Value>, brandName: string | null = null) {
  const server = await scriptedServer((received) => (received.path === '/v2/token' ? tokenReply : script(received)));
  try {
    const value = await use(adapterAt(server.url, brandName), server.url);
    return { value, asked: server.requests.filter(({ path }) => path !== '/v2/token') };
  } finally {
    await server.stop();
  }
}

/** What comes of a call, and what it asked, when every answer is this one. */
export const tried = (reply: Reply, call: (provider: EsimProvider) => Promise<unknown> | undefined) =>
  withAiralo(() => reply, async (provider) => Promise.resolve(call(provider)).catch((error: unknown) => error));

/** One answer, one call: what comes of it, thrown or not. */
export async function outcomeOf(reply: Reply, call: (provider: EsimProvider) => Promise<unknown> | undefined): Promise<unknown> {
  const { value } = await tried(reply, call);
  return value;
}

export const newPurchase = (changes: Partial<PurchaseRequest> = {}): PurchaseRequest => ({
  reference: `sf${randomBytes(20).toString('hex')}`, orderId: randomUUID(), providerPlanId: 'fado-mobile-7days-1gb', quantity: 1, summary: 'Portugal, 1 GB, 7 days',
  expectedUnitCost: { amountMinor: 170, currency: 'USD' }, sentAt: new Date(), ...changes,
});

export const newTopUp = (changes: Partial<TopUpRequest> = {}): TopUpRequest => ({
  reference: `sf${randomBytes(20).toString('hex')}`, orderId: randomUUID(), iccid: ICCID, providerPlanId: 'fado-30days-3gb-topup', summary: '1 x 3 GB',
  expectedUnitCost: { amountMinor: 800, currency: 'USD' }, sentAt: new Date(), ...changes,
});

export type Tried = { body: string; outcome: unknown };

/** Every wrong answer made of a good one with what came of it. Each goes to an account of its own: the limits of one would take minutes. */
export async function tryWrongAnswers(good: object, call: (provider: EsimProvider) => Promise<unknown> | undefined, seed = 11): Promise<Tried[]> {
  let body = '';
  const tried: Tried[] = [];
  await withAiralo(() => ({ status: 200, headers: { 'content-type': 'application/json' }, body }), async (_, address) => {
    for (body of mutationsOf(good, 220, seed)) {
      tried.push({ body, outcome: await Promise.resolve(call(adapterAt(address))).catch((error: unknown) => error) });
    }
  });
  return tried;
}
