import type { Page } from '@playwright/test';
import { paymentIntentOf, purchasesInShop, readRows } from './support/database';
import { mailTo, sandbox } from './support/sandbox';
import { CARDS, expect, expectAccessible, fillCard, fillCheckout, goToCheckout, newAddress, orderIdOf, payButton, test, waitForMood } from './support/shop';
import { signIn } from './support/sign-in';

/** A small plan of the first provider for a country both serve. */
const PLAN = `SELECT slug, "priceMinor" FROM "Plan" WHERE "providerId" = 'airalo' AND "isOnSale" AND "destinationSlug" = $1 AND "dataMegabytes" = 2048 ORDER BY "priceMinor" LIMIT 1`;

/** A paid order of it that its provider refuses for good. */
async function refusedOrder(page: Page, place: string, email: string): Promise<string> {
  const [plan] = await readRows<{ slug: string }>(PLAN, [place]);
  await page.goto(`/plans/${plan?.slug}`);
  await goToCheckout(page);
  await fillCheckout(page, { email, card: CARDS.declined });
  await payButton(page).click();
  await expect(page.getByText('Your bank declined this card')).toBeVisible();
  const cookie = (await page.context().cookies()).find(({ name }) => name.endsWith('simplify-orders'));
  const orderId = cookie?.value.split('.')[0] ?? 'none';
  await sandbox.fault('airalo', 'order', { fault: { kind: 'status', status: 422, body: { code: 33, reason: 'Insufficient stock of eSIMs remaining' } }, match: orderId });
  await fillCard(page, CARDS.good);
  await payButton(page).click();
  return orderId;
}

const chargedAndRefunded = async (orderId: string) => {
  const intent = await paymentIntentOf(orderId);
  const sum = async (type: string) => (await sandbox.ledger(type)).filter(({ reference }) => reference === intent).reduce((total, { data }) => total + Number(data.amount), 0);
  return [await sum('charge'), await sum('refund')];
};

test('an order the provider refuses is refunded; once staff let such orders move, the other provider delivers it at the same price, and everybody is told', async ({ page, browser }) => {
  test.setTimeout(180_000);
  const staff = await (await browser.newContext()).newPage();
  await signIn(staff, 'staff@example.com');
  await staff.goto('/admin/providers');
  const card = staff.getByTestId('sale-airalo');
  await expect(card.getByText('Orders it refuses are refunded.')).toBeVisible();

  const before = await refusedOrder(page, 'italy', newAddress('not-routed'));
  await waitForMood(page, 'refunded', 60_000);
  await expect.poll(() => chargedAndRefunded(before).then(([charged, refunded]) => (charged ?? 0) > 0 && charged === refunded)).toBe(true);
  expect((await purchasesInShop(before)).map(({ providerId }) => providerId)).toEqual(['airalo']);

  await card.getByRole('button', { name: 'Let refused orders move' }).click();
  await expect(card.getByText('Orders it refuses may move to an equivalent plan of another provider.')).toBeVisible();
  try {
    const email = newAddress('routed');
    const routed = await refusedOrder(page, 'greece', email);
    await waitForMood(page, 'ready', 60_000);
    expect(orderIdOf(page)).toBe(routed);
    // The page says what was ordered and what came instead; the code is the other provider's.
    await expect(page.getByText('You get an equivalent plan')).toBeVisible();
    await expect(page.getByText(/The operator of 2 GB · \d+ days could not deliver.*you got .* instead/)).toBeVisible();
    await expect(page.getByTestId('lpa')).toHaveCount(1);
    await expectAccessible(page);
    const [charged, refunded] = await chargedAndRefunded(routed);
    expect([charged, refunded]).toEqual([(await readRows<{ priceMinor: number }>(PLAN, ['greece']))[0]?.priceMinor, 0]);
    expect((await purchasesInShop(routed)).map(({ providerId, status }) => [providerId, status])).toEqual(expect.arrayContaining([['airalo', 'REFUSED'], ['esimgo', 'READY']]));
    expect(await sandbox.purchasesOf(routed)).toHaveLength(0);
    const mail = await mailTo(email, /Your eSIM/);
    expect(mail.text?.replaceAll(/\s+/g, ' ')).toMatch(/The operator of the plan you chose, .*2 GB.*, could not deliver\. You got .* instead/);
    expect((await sandbox.mailsTo(email)).filter(({ subject }) => /Refund/.test(subject))).toHaveLength(0);

    await staff.goto(`/admin/orders/${routed}`);
    await expect(staff.getByText('moved to an equivalent plan')).toBeVisible();
    const moved = staff.getByRole('listitem').filter({ hasText: 'moved to an equivalent plan' });
    await expect(moved).toContainText(/from airalo /);
    await expect(moved).toContainText(/to esimgo /);
    await expectAccessible(staff);
  } finally {
    await staff.goto('/admin/providers');
    await card.getByRole('button', { name: 'Refund refused orders instead' }).click();
    await expect(card.getByText('Orders it refuses are refunded.')).toBeVisible();
  }
});
