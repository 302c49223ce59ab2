import { purchasesInShop } from './support/database';
import { sandbox } from './support/sandbox';
import { CARDS, choosePlan, expect, fillCard, fillCheckout, goToCheckout, newAddress, orderIdOf, payButton, test, waitForMood } from './support/shop';

const chargesOf = async (orderId: string) => (await sandbox.ledger('charge')).filter((entry) => JSON.stringify(entry.data).includes(orderId));

test('a declined card is explained, what was typed stays, and another card pays', async ({ page }) => {
  const email = newAddress('declined');
  await choosePlan(page, 'Italy');
  await goToCheckout(page);
  await fillCheckout(page, { email, card: CARDS.declined });
  await payButton(page).click();
  await expect(page.getByText('Your bank declined this card')).toBeVisible();
  await expect(page.getByText('You were not charged.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(email);
  await fillCard(page, CARDS.good);
  await payButton(page).click();
  await waitForMood(page, 'ready');
  expect(await chargesOf(orderIdOf(page))).toHaveLength(1);
});

test('a 3-D Secure challenge is answered and the eSIM arrives', async ({ page }) => {
  await choosePlan(page, 'Thailand');
  await goToCheckout(page);
  await fillCheckout(page, { email: newAddress('secure'), card: CARDS.challenge });
  await payButton(page).click();
  await page.getByRole('dialog').getByRole('button', { name: /complete|confirm|approve/i }).click();
  await waitForMood(page, 'ready');
});

test('a double click and a second tab are one payment', async ({ page, context }) => {
  await choosePlan(page, 'Greece');
  await goToCheckout(page);
  const second = await context.newPage();
  await second.goto(page.url());
  const email = newAddress('double');
  await fillCheckout(page, { email });
  await fillCheckout(second, { email });
  await payButton(page).dblclick();
  await waitForMood(page, 'ready');
  await payButton(second).click();
  await second.waitForURL(/\/orders\//);
  expect(orderIdOf(second)).toBe(orderIdOf(page));
  expect(await chargesOf(orderIdOf(page))).toHaveLength(1);
  expect(await sandbox.purchasesOf(orderIdOf(page)).then((all) => all.length)).toBeLessThanOrEqual(1);
});

for (const provider of ['airalo', 'esimgo']) {
  test(`an eSIM of ${provider} is bought once and both ledgers agree`, async ({ page }) => {
    await choosePlan(page, provider === 'airalo' ? 'Iceland' : 'Finland', provider === 'airalo' ? 1 : 0);
    await goToCheckout(page);
    await fillCheckout(page, { email: newAddress(provider) });
    await payButton(page).click();
    await waitForMood(page, 'ready');
    const bought = await purchasesInShop(orderIdOf(page));
    expect(bought).toMatchObject([{ providerId: provider, status: 'READY' }]);
    const theirs = (await sandbox.ledger('purchase')).filter((entry) => entry.service === provider && JSON.stringify(entry).includes(bought[0]?.providerPlanId ?? ''));
    expect(theirs).toHaveLength(1);
    expect(JSON.stringify(theirs[0])).toContain(bought[0]?.providerOrderId ?? 'none');
  });
}

test('two eSIMs in one order come with a code each', async ({ page }) => {
  await choosePlan(page, 'Denmark', 1);
  await goToCheckout(page);
  await page.getByRole('button', { name: 'One more' }).click();
  await fillCheckout(page, { email: newAddress('two') });
  await payButton(page).click();
  await waitForMood(page, 'ready');
  const codes = await page.getByTestId('lpa').allInnerTexts();
  expect(codes).toHaveLength(2);
  expect(new Set(codes).size).toBe(2);
});

test('a payment that settles later is waited for, and the eSIM follows', async ({ page }) => {
  await choosePlan(page, 'Austria');
  await goToCheckout(page);
  await fillCheckout(page, { email: newAddress('patient'), card: '4000000000007007' });
  await payButton(page).click();
  await waitForMood(page, 'processing');
  await waitForMood(page, 'ready');
});

test('a payment that fails later is told, and nothing is bought', async ({ page }) => {
  await choosePlan(page, 'Austria');
  await goToCheckout(page);
  await fillCheckout(page, { email: newAddress('unlucky'), card: '4000000000007106' });
  await payButton(page).click();
  await waitForMood(page, 'processing');
  await waitForMood(page, 'payment-failed');
  expect(await sandbox.purchasesOf(orderIdOf(page))).toEqual([]);
});
