import type { BrowserContext, Page } from '@playwright/test';
import { paymentIntentOf } from './support/database';
import { mailTo, sandbox } from './support/sandbox';
import { CARDS, choosePlan, expect, fillCard, fillCheckout, goToCheckout, newAddress, orderIdOf, payButton, test, waitForMood } from './support/shop';

/** The order is known to the browser before it is paid: its cookie names it. */
async function openOrderOf(context: BrowserContext): Promise<string> {
  const cookie = (await context.cookies()).find(({ name }) => name.endsWith('simplify-orders'));
  return cookie?.value.split('.')[0] ?? '';
}

/** Makes the order exist without paying it, by a card that is declined. */
async function placeUnpaid(page: Page, place: string, email: string): Promise<string> {
  await choosePlan(page, place, 1);
  await goToCheckout(page);
  await fillCheckout(page, { email, card: CARDS.declined });
  await payButton(page).click();
  await expect(page.getByText('Your bank declined this card')).toBeVisible();
  return openOrderOf(page.context());
}

test('the provider acts and hangs up: one purchase, and it is delivered', async ({ page }) => {
  const orderId = await placeUnpaid(page, 'Croatia', newAddress('hangup'));
  await sandbox.fault('airalo', 'order', { fault: { kind: 'act-then-hang-up' }, match: orderId });
  await fillCard(page, CARDS.good);
  await payButton(page).click();
  await waitForMood(page, 'ready', 60_000);
  expect(orderIdOf(page)).toBe(orderId);
  expect(await sandbox.purchasesOf(orderId)).toHaveLength(1);
});

test('the provider refuses: the whole payment goes back and the page says so', async ({ page }) => {
  const email = newAddress('refused');
  const orderId = await placeUnpaid(page, 'Norway', email);
  await sandbox.fault('airalo', 'order', { fault: { kind: 'status', status: 422, body: { code: 34, reason: 'The requested eSIM package is invalid or it is currently out of stock.' } }, match: orderId });
  await fillCard(page, CARDS.good);
  await payButton(page).click();
  await waitForMood(page, 'refunded', 60_000);
  const intent = await paymentIntentOf(orderId);
  const refunds = async () => (await sandbox.ledger('refund')).filter((entry) => entry.reference === intent);
  await expect.poll(async () => (await refunds()).length).toBe(1);
  const [charge] = (await sandbox.ledger('charge')).filter((entry) => entry.reference === intent);
  expect((await refunds())[0]?.data.amount).toBe(charge?.data.amount);
  await mailTo(email, /Refund/);
  expect(await sandbox.purchasesOf(orderId)).toHaveLength(0);
});

test('a webhook that comes twenty times delivers once', async ({ page }) => {
  const email = newAddress('twenty');
  const orderId = await placeUnpaid(page, 'Austria', email);
  await sandbox.settings('stripe', { duplicate: { [orderId]: 20 } });
  await fillCard(page, CARDS.good);
  await payButton(page).click();
  await waitForMood(page, 'ready');
  expect(await sandbox.purchasesOf(orderId)).toHaveLength(1);
  await mailTo(email, /Your eSIM/);
  expect((await sandbox.mailsTo(email)).filter(({ subject }) => /Your eSIM/.test(subject))).toHaveLength(1);
});

test('a webhook that never comes and a traveller who never returns: the sweep finds the payment', async ({ page }) => {
  const email = newAddress('never');
  const orderId = await placeUnpaid(page, 'Poland', email);
  await sandbox.settings('stripe', { drop: { [orderId]: true } });
  await page.route(/\/orders\//, (route) => route.abort());
  await fillCard(page, CARDS.good);
  await payButton(page).click();
  await mailTo(email, /Your eSIM/);
  expect(await sandbox.purchasesOf(orderId)).toHaveLength(1);
});
