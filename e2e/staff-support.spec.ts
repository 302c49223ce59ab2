import { readRows } from './support/database';
import { expect, expectAccessible, fillCheckout, goToCheckout, newAddress, orderIdOf, payButton, test, waitForMood } from './support/shop';
import { signIn } from './support/sign-in';

const PLANS = `SELECT slug FROM "Plan" WHERE "providerId" = 'esimgo' AND "isOnSale" AND NOT "isUnlimited" AND "dataMegabytes" BETWEEN 1000 AND 2100
  AND "destinationSlug" IN (SELECT slug FROM "Destination" WHERE kind = 'country') ORDER BY slug DESC`;

test('staff help an eSIM at its provider: connect anew, a text, and a bundle taken back only after a look; nothing secret in the page or its address', async ({ page, browser }) => {
  test.setTimeout(240_000);
  const [plan] = await readRows<{ slug: string }>(PLANS);
  await page.goto(`/plans/${plan?.slug}`);
  await goToCheckout(page);
  await fillCheckout(page, { email: newAddress('helped') });
  await payButton(page).click();
  await waitForMood(page, 'ready', 60_000);
  const orderId = orderIdOf(page);
  const lpa = await page.getByTestId('lpa').first().innerText();

  const staff = await (await browser.newContext()).newPage();
  await signIn(staff, 'staff@example.com');
  await staff.goto(`/admin/orders/${orderId}`);
  await staff.getByRole('link', { name: /^ICCID ending in / }).click();
  await expect(staff.getByRole('heading', { level: 1 })).toContainText('eSIM ending in');
  const here = staff.url();
  expect(here).not.toMatch(/\d{18}/);
  await expect(staff.getByTestId('staff-left-data')).toHaveText(/ of /);
  await expectAccessible(staff);
  for (const secret of [lpa, lpa.split('$')[2] ?? lpa]) expect(await staff.content()).not.toContain(secret);
  expect((await staff.request.get(here)).headers()['cache-control']).toContain('no-store');

  // Asked once more before it is done, by keyboard alone.
  await staff.getByRole('button', { name: 'Disconnect once' }).press('Enter');
  await expect(staff.getByText('The traveller loses the connection for a minute.')).toBeVisible();
  await staff.getByRole('button', { name: 'Yes, do it' }).press('Enter');
  await expect(staff.getByText('The eSIM registers again within a minute or two.')).toBeVisible();
  await expect(staff.getByRole('region', { name: 'History' }).getByText(/Refresh/)).toBeVisible();
  await staff.getByLabel('Text', { exact: true }).fill('Please switch data roaming on.');
  await staff.getByRole('button', { name: 'Send the text' }).click();
  await staff.getByRole('button', { name: 'Yes, do it' }).click();
  await expect(staff.getByText('Sent.', { exact: true })).toBeVisible();

  await staff.locator('select[name=providerBundleId]').selectOption({ index: 1 });
  await staff.getByLabel('the bundle, to our stock').check();
  await staff.getByRole('button', { name: 'Check first' }).click();
  await expect(staff.getByText('It goes to our stock at the provider; no money comes back.')).toBeVisible();
  await expectAccessible(staff);
  expect(await readRows(`SELECT 1 FROM "AuditEntry" WHERE subject = $1 AND action LIKE 'esim.revoke%'`, [here.split('/').at(-1)])).toEqual([]);
  await staff.getByRole('button', { name: 'Take the bundle back' }).click();
  await expect(staff.getByText('Taken back.', { exact: true })).toBeVisible();
  await expect(staff.getByRole('region', { name: 'Audit log' }).getByText('esim.revoke-bundle.done')).toBeVisible();

  // Nobody else finds the page, and on an order it does not belong to it is not there.
  expect((await page.goto(here))?.status()).toBe(404);
  expect((await staff.goto(here.replace(orderId, crypto.randomUUID())))?.status()).toBe(404);
  for (const provider of ['airalo', 'esimgo']) {
    expect((await staff.goto(`/admin/providers/${provider}`))?.status()).toBe(200);
    await expect(staff.getByText(/^Asking /)).toHaveCount(0);
    await expectAccessible(staff);
  }
  expect((await staff.goto('/admin/providers/nobody'))?.status()).toBe(404);
});
