import { readRows } from './support/database';
import { mailTo, sandbox } from './support/sandbox';
import { choosePlan, expect, expectAccessible, fillCheckout, goToCheckout, newAddress, orderIdOf, payButton, test, waitForMood } from './support/shop';
import { signIn } from './support/sign-in';
import type { Browser, Page } from '@playwright/test';

test('a signed-in traveller buys without typing the address and finds the order in the history', async ({ page }) => {
  const email = newAddress('member');
  await signIn(page, email);
  await choosePlan(page, 'France');
  await goToCheckout(page);
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(email);
  await fillCheckout(page, { email });
  await payButton(page).click();
  await waitForMood(page, 'ready');
  const number = await page.getByTestId('order-number').innerText();
  await page.goto('/account/orders');
  await expect(page.getByText(number)).toBeVisible();
  await expectAccessible(page);
});

test('a guest’s order joins the account once the address is verified', async ({ page }) => {
  const email = newAddress('later');
  await choosePlan(page, 'Germany');
  await goToCheckout(page);
  await fillCheckout(page, { email });
  await payButton(page).click();
  await waitForMood(page, 'ready');
  const number = await page.getByTestId('order-number').innerText();
  await signIn(page, email);
  await page.goto('/account/orders');
  await expect(page.getByText(number)).toBeVisible();
});

async function bought(browser: Browser, place: string): Promise<{ number: string; email: string }> {
  const page = await (await browser.newContext()).newPage();
  const email = newAddress('served');
  await choosePlan(page, place);
  await goToCheckout(page);
  await fillCheckout(page, { email });
  await payButton(page).click();
  await waitForMood(page, 'ready');
  const number = await page.getByTestId('order-number').innerText();
  await page.context().close();
  return { number, email };
}

test('staff find an order, see its timeline without any install secret, and refund it; the log says who did', async ({ page, browser }) => {
  const { number, email } = await bought(browser, 'Belgium');
  await signIn(page, 'staff@example.com');
  await page.goto(`/admin/orders?q=${number}`);
  await page.getByRole('link', { name: number }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(number);
  await expect(page.getByText(/LPA:1/)).toHaveCount(0);
  await page.getByLabel('Reason (internal)').fill('Trip cancelled');
  await page.getByRole('button', { name: 'Refund', exact: true }).click();
  await page.getByRole('button', { name: 'Yes, do it' }).click();
  await mailTo(email, /refund/i);
  await expect.poll(async () => (await page.reload(), page.getByRole('button', { name: 'Refund', exact: true }).count())).toBe(0);
  await expectAccessible(page);
  for (const path of ['/admin', '/admin/orders', '/admin/cases', '/admin/providers', '/account', '/admin/audit']) {
    expect((await page.goto(path))?.status(), path).toBe(200);
    await expectAccessible(page);
  }
  await expect(page.getByText('order.refund').first()).toBeVisible();
});

test('a refund that does not arrive is a case, told in words; staff close it, but not while it has grown unseen', async ({ page, browser }) => {
  const { number } = await bought(browser, 'Croatia');
  await signIn(page, 'staff@example.com');
  await page.goto(`/admin/orders?q=${number}`);
  await page.getByRole('link', { name: number }).click();
  await page.waitForURL(/admin\/orders\/[0-9a-f-]{36}/);
  const orderId = orderIdOf(page);
  await sandbox.settings('stripe', { failingRefund: { [orderId]: true } });
  const failRefund = async (times: number) => {
    await page.getByLabel(/^Amount/).fill('1');
    await page.getByLabel('Reason (internal)').fill('Trip cancelled');
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await page.getByRole('button', { name: 'Yes, do it' }).click();
    const failures = `SELECT 1 FROM "OrderEvent" WHERE "orderId" = $1::uuid AND kind = 'case'`;
    await expect.poll(async () => (await readRows(failures, [orderId])).length, { timeout: 45_000 }).toBe(times);
  };
  await failRefund(1);
  await page.reload();
  await expect(page.getByText('A person must look: the refund did not arrive')).toBeVisible();
  await expectAccessible(page);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await failRefund(2);
  const closeOn = async (tab: Page) => {
    await tab.getByLabel('What was found and done').fill('paid back by hand');
    await tab.getByRole('button', { name: 'Close the case' }).click();
  };
  await closeOn(other);
  await expect(other.getByText('Something was added to the case')).toBeVisible();
  await other.reload();
  await closeOn(other);
  await expect(other.getByText('The case is closed.')).toBeVisible();
  await expect(other.getByText('A person must look')).toHaveCount(0);
});

test('the back office does not exist for travellers', async ({ page }) => {
  expect((await page.goto('/admin'))?.status()).toBe(404);
  await signIn(page, newAddress('curious'));
  expect((await page.goto('/admin/orders'))?.status()).toBe(404);
});
