import { mailTo } from './support/sandbox';
import { choosePlan, expect, expectAccessible, fillCheckout, goToCheckout, newAddress, payButton, test, waitForMood } from './support/shop';
import type { Page } from '@playwright/test';

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: /E-mail/ }).fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  const mail = await mailTo(email, /sign in/i);
  const link = /https?:\/\/[^\s"'<>)\]]+sign-in\/open[^\s"'<>)\]]*/.exec((mail.text ?? '').replaceAll('&amp;', '&'))?.[0] ?? '';
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/account/);
}

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

test('staff find an order and see its one timeline without any install secret', async ({ page, browser }) => {
  const traveller = await (await browser.newContext()).newPage();
  await choosePlan(traveller, 'Belgium');
  await goToCheckout(traveller);
  await fillCheckout(traveller, { email: newAddress('refundable') });
  await payButton(traveller).click();
  await waitForMood(traveller, 'ready');
  const number = await traveller.getByTestId('order-number').innerText();
  await traveller.context().close();

  await signIn(page, 'staff@example.com');
  await page.goto(`/admin/orders?q=${number}`);
  await expectAccessible(page);
  await page.getByRole('link', { name: number }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(number);
  await expect(page.getByText(/LPA:1/)).toHaveCount(0);
  await expectAccessible(page);
});

test('the back office does not exist for travellers', async ({ page }) => {
  expect((await page.goto('/admin'))?.status()).toBe(404);
  await signIn(page, newAddress('curious'));
  expect((await page.goto('/admin/orders'))?.status()).toBe(404);
});
