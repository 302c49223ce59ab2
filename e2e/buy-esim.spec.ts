import { mailTo, sandbox } from './support/sandbox';
import { choosePlan, expect, expectAccessible, fillCheckout, goToCheckout, newAddress, orderIdOf, payButton, readQr, test, waitForMood } from './support/shop';

test('a guest buys an eSIM and the QR code on the page is exactly the code', async ({ page, browser }) => {
  const email = newAddress('guest');
  await choosePlan(page, 'Portugal', 1);
  await expectAccessible(page);
  await goToCheckout(page);
  await fillCheckout(page, { email });
  await expectAccessible(page);
  await payButton(page).click();
  await waitForMood(page, 'ready');
  await expectAccessible(page);

  const lpa = await page.getByTestId('lpa').first().innerText();
  expect(lpa).toMatch(/^LPA:1\$[^$]+\$[^$]+$/);
  expect(await readQr(page)).toBe(lpa);
  await expect(page.getByTestId('smdp-address').first()).toHaveText(lpa.split('$')[1] ?? '');
  await expect(page.getByTestId('activation-code').first()).toHaveText(lpa.split('$')[2] ?? '');
  expect(await page.getByTestId('apple-install').first().getAttribute('href')).toContain('https://esimsetup.apple.com/');
  expect(await sandbox.purchasesOf(orderIdOf(page)).then((all) => all.length)).toBeLessThanOrEqual(1);

  const mail = await mailTo(email, /Your eSIM/);
  const link = /https?:\/\/[^\s"'<>)\]]+\/open#[\w-]+/.exec(`${mail.text ?? ''} ${mail.html ?? ''}`)?.[0] ?? '';
  expect(link).not.toBe('');
  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(link);
  await waitForMood(elsewhere, 'ready');
  await expect(elsewhere.getByTestId('lpa').first()).toHaveText(lpa);
  expect(elsewhere.url()).not.toContain('#');
  await elsewhere.context().close();
});

test('somebody else sees nothing of the order', async ({ page, browser }) => {
  await choosePlan(page, 'Japan');
  await goToCheckout(page);
  await fillCheckout(page, { email: newAddress() });
  await payButton(page).click();
  await waitForMood(page, 'ready');
  const stranger = await (await browser.newContext()).newPage();
  const answer = await stranger.goto(page.url());
  expect(answer?.status()).toBe(404);
  const nowhere = await stranger.goto('/orders/00000000-0000-4000-8000-000000000000');
  expect(nowhere?.status()).toBe(404);
  await stranger.context().close();
});
