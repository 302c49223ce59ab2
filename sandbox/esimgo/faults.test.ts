import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

let shop: Organisation;
beforeEach(() => {
  shop = createOrganisation('2.5');
});

const order = (type: string) => ({ type, assign: true, order: [{ type: 'bundle', quantity: 1, item: BUNDLE }] });
const held = `/bundles/${BUNDLE}`;

/** Every operation with a call that is one. */
const CALLS: Record<string, [method: string, path: (iccid: string) => string, body?: object]> = {
  catalogue: ['GET', () => '/catalogue'],
  bundle: ['GET', () => `/catalogue/bundle/${BUNDLE}`],
  'catalogue-prices': ['GET', () => '/catalogue/prices'],
  networks: ['GET', () => '/networks'],
  order: ['POST', () => '/orders', order('transaction')],
  validate: ['POST', () => '/orders', order('validate')],
  'orders-list': ['GET', () => '/orders'],
  'order-read': ['GET', () => '/orders/some'],
  assignments: ['GET', () => '/esims/assignments?reference=some'],
  apply: ['POST', () => '/esims/apply', { name: BUNDLE }],
  esims: ['GET', () => '/esims'],
  esim: ['GET', (iccid) => `/esims/${iccid}`],
  'esim-update': ['PUT', () => '/esims', { iccid: '1' }],
  history: ['GET', (iccid) => `/esims/${iccid}/history`],
  bundles: ['GET', (iccid) => `/esims/${iccid}/bundles`],
  'bundle-on-esim': ['GET', (iccid) => `/esims/${iccid}${held}`],
  compatible: ['GET', (iccid) => `/esims/${iccid}/compatible/${BUNDLE}`],
  refresh: ['GET', (iccid) => `/esims/${iccid}/refresh`],
  sms: ['POST', (iccid) => `/esims/${iccid}/sms`, { message: 'x', from: 'eSIM' }],
  location: ['GET', (iccid) => `/esims/${iccid}/location`],
  revoke: ['DELETE', (iccid) => `/esims/${iccid}${held}`],
  'revoke-validate': ['DELETE', (iccid) => `/esims/${iccid}${held}?type=validate`],
  inventory: ['GET', () => '/inventory'],
  'inventory-refund': ['POST', () => '/inventory/refund', { usageId: 1, quantity: 1 }],
  organisation: ['GET', () => '/organisation'],
  'organisation-groups': ['GET', () => '/organisation/groups'],
  'balance-top-up': ['POST', () => '/organisation/balance?amount=1000'],
  suspend: ['POST', (iccid) => `/esims/${iccid}/suspend`, { suspend: true }],
  suspension: ['GET', (iccid) => `/esims/${iccid}/suspend`],
  deactivate: ['DELETE', (iccid) => `/esims/${iccid}`],
};

test.each(Object.keys(CALLS))('a fault of `%s` meets its own call and no other', async (operation) => {
  const [method, path, body] = CALLS[operation] ?? ['GET', () => '/'];
  const iccid = (await shop.buy()).order[0]?.iccids?.[0] ?? '';
  shop.world.faultQueue.add({ service: 'esimgo', operation, fault: { kind: 'status', status: 599 } });
  for (const [other, [otherMethod, otherPath, otherBody]] of Object.entries(CALLS)) {
    if (other !== operation && otherMethod === 'GET') expect([other, (await shop.send(otherMethod, otherPath(iccid), otherBody)).status]).not.toEqual([other, 599]);
  }
  expect((await shop.send(method, path(iccid), body)).status).toBe(599);
  expect((await shop.send(method, path(iccid), body)).status).not.toBe(599);
});

test('the README names every operation, and every setting with its values', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const row = readme.split('\n').find((line) => line.startsWith('| `esimgo` |')) ?? '';
  const named = [...row.matchAll(/`([a-z-]+)`/g)].map((match) => String(match[1])).filter((name) => name !== 'esimgo');
  expect(named.toSorted()).toEqual(Object.keys(CALLS).toSorted());
  const section = readme.slice(readme.indexOf('\n## eSIM Go'));
  const missing = Object.keys(shop.esimgo.settings).filter((name) => !section.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});
