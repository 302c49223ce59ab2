import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { cancelPlanned } from '@/lib/operations/cancel-planned';
import { listFleetReports, listProviderReports } from '@/lib/operations/list-provider-reports';
import { accountAbilities, askPlanned, askStock, askWebhooks, findAccount, webhookAddress, type Account } from '@/lib/operations/provider-account';
import { rehearseWebhook, switchWebhook } from '@/lib/operations/switch-webhook';
import { ProviderError } from '@/lib/providers/provider-error';
import { sandbox } from '@/tests/sandbox-client';

const actor = 'staff@example.com';
const account = (id: string): Account => {
  const found = findAccount(id);
  if (!found) throw new Error(`${id} is not configured`);
  return found;
};
const logged = async (subject: string, action: string) => (await db().auditEntry.findMany({ where: { subject, action: { startsWith: action } }, orderBy: { id: 'asc' } })).map((entry) => [entry.action, entry.data]);

describe('webhooks of an account', () => {
  test('are named whether on or off, and where they go', async () => {
    const told = await askWebhooks(account('airalo'));
    if (told.told !== 'answer') throw new Error('no answer');
    expect(told.value.length).toBeGreaterThan(2);
    expect(told.value.find(({ kind }) => kind === 'webhook_low_data')).toBeDefined();
    for (const { address, isHere } of told.value) expect(isHere).toBe(address === webhookAddress('airalo'));
  });

  test('that go to another shop are told apart from those that come here', async () => {
    const elsewhere: Account = { id: 'airalo', displayName: 'x', support: { webhookKinds: ['a', 'b', 'c'], readWebhookSubscriptions: async () => [{ kind: 'a', address: webhookAddress('airalo') }, { kind: 'b', address: 'https://evil.example/api/webhooks/providers/airalo' }, { kind: 'mail', address: 'a@example.com' }] } };
    expect(await askWebhooks(elsewhere)).toEqual({ told: 'answer', value: [
      { kind: 'a', address: webhookAddress('airalo'), isHere: true, mayComeHere: true }, { kind: 'b', address: 'https://evil.example/api/webhooks/providers/airalo', isHere: false, mayComeHere: true },
      { kind: 'c', address: null, isHere: false, mayComeHere: true }, { kind: 'mail', address: 'a@example.com', isHere: false, mayComeHere: false },
    ] });
  });

  test('are switched by staff, once, with who did it before and after', async () => {
    await sandbox.fault('airalo', 'opt-in', { fault: { kind: 'status', status: 422, body: { data: { webhook_url: 'The webhook url is not reachable.' }, meta: { message: 'the parameter is invalid' } } }, match: 'webhook_credit_limit' });
    expect(await switchWebhook({ providerId: 'airalo', kind: 'webhook_credit_limit', isOn: true, actor })).toEqual({ outcome: 'provider-refused' });
    expect(await logged('airalo', 'provider.webhook.on')).toEqual([['provider.webhook.on', { kind: 'webhook_credit_limit' }], ['provider.webhook.on.failed', { kind: 'webhook_credit_limit', outcome: 'provider-refused' }]]);
    expect(await switchWebhook({ providerId: 'airalo', kind: 'webhook_low_data', isOn: false, actor })).toEqual({ outcome: 'done' });
    expect((await logged('airalo', 'provider.webhook.off')).map(([action]) => action)).toEqual(['provider.webhook.off', 'provider.webhook.off.done']);
  });

  test('cannot be switched where the provider has no such call, or is off', async () => {
    expect(await switchWebhook({ providerId: 'esimgo', kind: 'x', isOn: true, actor })).toEqual({ outcome: 'cannot' });
    expect(await rehearseWebhook({ providerId: 'esimgo', kind: 'x', actor })).toEqual({ outcome: 'cannot' });
    expect(await switchWebhook({ providerId: 'nobody', kind: 'x', isOn: true, actor })).toEqual({ outcome: 'no-provider' });
    expect(await logged('esimgo', 'provider.webhook')).toEqual([]);
    expect(accountAbilities(account('esimgo'))).toEqual({ canSubscribe: false, canUnsubscribe: false, canRehearse: false, canCancel: false });
    expect(await askWebhooks(account('esimgo'))).toEqual({ told: 'cannot' });
  });
});

describe('purchases planned and stock bought ahead', () => {
  test('are listed where the provider has them, and cancelled by their number', async () => {
    expect(await askPlanned(account('airalo'))).toMatchObject({ told: 'answer', value: { purchases: expect.any(Array), isCut: false } });
    expect(await askPlanned(account('esimgo'))).toEqual({ told: 'cannot' });
    expect(await askStock(account('airalo'))).toEqual({ told: 'cannot' });
    expect(await askStock(account('esimgo'))).toMatchObject({ told: 'answer', value: expect.any(Array) });
    const requestId = `r${randomUUID()}`;
    const { outcome } = await cancelPlanned({ providerId: 'airalo', requestId, actor });
    expect(['done', 'provider-refused']).toContain(outcome);
    expect((await logged('airalo', 'provider.planned.cancel'))[0]).toEqual(['provider.planned.cancel', { requestId }]);
  });

  test('without end are shown as far as a page goes', async () => {
    const endless: Account = { id: 'x', displayName: 'x', support: { listPlannedPurchases: async function* () { for (;;) yield { requestId: randomUUID(), providerPlanId: 'p', quantity: 1, dueAt: new Date(), cancellableUntil: null, state: 'planned' as const }; } } };
    const told = await askPlanned(endless);
    expect(told.told === 'answer' && [told.value.purchases.length, told.value.isCut]).toEqual([100, true]);
  });

  test('that cannot be read now say so, with the code and nothing more', async () => {
    const silent: Account = { id: 'x', displayName: 'x', support: { listStock: () => Promise.reject(new ProviderError('unavailable', 'x', { message: 'secret words' })) } };
    expect(await askStock(silent)).toEqual({ told: 'no-answer', code: 'unavailable' });
    expect(await askStock({ id: 'x', displayName: 'x', support: { listStock: () => Promise.reject(new Error('boom')) } })).toEqual({ told: 'no-answer', code: 'unexpected' });
  });
});

test('reports name limits and lines, of fleets as well, which sell nothing', async () => {
  const [reports, fleets] = [await listProviderReports(), await listFleetReports()];
  for (const { lines } of [...reports, ...fleets]) expect(lines.length).toBeGreaterThan(0);
  expect(reports.flatMap(({ lines }) => lines).every(({ waitMs }) => waitMs === null || waitMs >= 0)).toBe(true);
  expect(fleets).toMatchObject([{ sims: 0, lastErrorCode: null, calls: [], drift: [] }]);
  expect(fleets[0]).not.toHaveProperty('offSale');
});
