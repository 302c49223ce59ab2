import { createHmac, randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { createEsimGoAdapter } from '@/lib/providers/esimgo/adapter';
import { readEsimGoConfig } from '@/lib/providers/esimgo/env';
import { describeProviderContract } from '@/lib/providers/provider-contract';

const { controls, esimgo } = inject('sandbox');
const address = `${esimgo.replace(/\/v2\.4$/, '')}/v2.4`;

function config() {
  const found = readEsimGoConfig();
  if (!found) throw new Error('eSIM Go is not configured');
  return found;
}

function message() {
  const rawBody = Buffer.from(JSON.stringify({ iccid: '8944100000000000017', alertType: 'Utilisation', bundle: { id: randomUUID(), name: 'esim_1GB_7D_PT_V2', initialQuantity: 1_000, remainingQuantity: 100 } }));
  return { rawBody, headers: { 'x-signature-sha256': createHmac('sha256', config().apiKey).update(rawBody).digest('base64') } };
}

/** Without an eSIM to put them on, bundles are kept in stock. */
async function buyStock(item: string): Promise<void> {
  const body = JSON.stringify({ type: 'transaction', assign: false, order: [{ type: 'bundle', quantity: 2, item }] });
  const answer = await fetch(`${address}/orders`, { method: 'POST', headers: { 'x-api-key': config().apiKey, 'content-type': 'application/json' }, body });
  if (!answer.ok) throw new Error(`no stock: ${answer.status} ${await answer.text()}`);
}

/** Orders carry no reference of ours: item, quantity and time are all there is. */
describeProviderContract({
  service: 'esimgo',
  address,
  controls,
  create: (apiUrl, credentials) => createEsimGoAdapter({ ...config(), apiUrl, ...(credentials === 'wrong' ? { apiKey: 'wrong' } : {}) }),
  isSpending: ({ method, path, body }) => method === 'POST' && path.endsWith('/orders') && body.includes('"transaction"'),
  operations: { purchase: 'order', topUp: 'order' },
  matchOf: (request) =>
    'iccid' in request ? `"${request.iccid}"` : `"type":"transaction","assign":true,"order":[{"type":"bundle","quantity":${request.quantity},"item":"${request.providerPlanId}"`,
  isPurchaseOf: ({ data }, { providerPlanId }) => JSON.stringify(data).includes(`"${providerPlanId}"`),
  message,
  buyStock,
  cannot: [
    'readInstallSteps', 'listPlansOf', 'listTopUpsOf', 'readShare', 'brandEsim', 'requestRefund', 'planPurchase', 'findPlannedPurchase',
    'listPlannedPurchases', 'cancelPlannedPurchases', 'createVouchers', 'readExchangeRates', 'listCompatibleDevices', 'readWebhookSubscriptions',
    'subscribeWebhook', 'unsubscribeWebhook', 'rehearseWebhook',
  ],
});
