import { purchasesInShop, readRows } from './support/database';
import { mailTo, sandbox } from './support/sandbox';
import { expect, expectAccessible, fillCheckout, goToCheckout, newAddress, orderIdOf, payButton, test, waitForMood } from './support/shop';

const WANTED = 3;
const PLANS = `SELECT slug FROM "Plan" WHERE "providerId" = $1 AND "isOnSale" AND NOT "isUnlimited" AND "dataMegabytes" BETWEEN 1000 AND 2100
  AND "destinationSlug" IN (SELECT slug FROM "Destination" WHERE kind = 'country') ORDER BY slug`;

for (const provider of ['airalo', 'esimgo']) {
  test(`three eSIMs of one plan at ${provider}: paid once, bought once, three different codes, each mailed once`, async ({ page }) => {
    test.setTimeout(180_000);
    const email = newAddress(`several-${provider}`);
    const plans = await readRows<{ slug: string }>(PLANS, [provider]);
    await page.goto(`/plans/${plans[Math.floor(plans.length / 2)]?.slug}`);
    await goToCheckout(page);
    await expect(page.getByLabel('Card number')).toBeVisible();
    const one = await payButton(page).innerText();
    for (let more = 1; more < WANTED; more += 1) await page.getByRole('button', { name: 'One more' }).click();
    await expect(page.getByRole('group', { name: 'How many eSIMs' }).getByRole('status')).toHaveText(String(WANTED));
    const priceOf = (text: string) => Math.round(Number(/[\d.]+/.exec(text)?.[0] ?? 'NaN') * 100);
    await expect.poll(async () => priceOf(await payButton(page).innerText())).toBe(priceOf(one) * WANTED);
    await fillCheckout(page, { email });
    await payButton(page).click();
    await waitForMood(page, 'ready', 60_000);
    await expectAccessible(page);

    const orderId = orderIdOf(page);
    const codes = await page.getByTestId('lpa').allInnerTexts();
    expect(new Set(codes).size).toBe(WANTED);
    expect(codes).toHaveLength(WANTED);
    await expect(page.getByTestId('esim-qr')).toHaveCount(WANTED);
    expect(await purchasesInShop(orderId)).toMatchObject([{ providerId: provider, status: 'READY' }]);
    const [bought] = await readRows<{ providerOrderId: string }>('SELECT p."providerOrderId" FROM "Purchase" p JOIN "OrderLine" l ON l.id = p."lineId" WHERE l."orderId" = $1', [orderId]);
    const made = (await sandbox.ledger('purchase')).filter((entry) => JSON.stringify(entry).includes(bought?.providerOrderId ?? 'none'));
    expect(made).toHaveLength(1);
    expect(new Set(made[0]?.data.iccids as string[]).size).toBe(WANTED);

    // Each eSIM has a mail of its own, so that it can be handed to whom it is for; no code is in two of them.
    const delivered = async () => (await sandbox.mailsTo(email)).filter(({ subject }) => /Your eSIM/.test(subject));
    await mailTo(email, /Your eSIM/);
    await expect.poll(async () => (await delivered()).length, { timeout: 45_000 }).toBe(WANTED);
    const letters = await Promise.all((await delivered()).map(({ id }) => sandbox.mail(id)));
    const mailed = codes.map((lpa) => lpa.split('$')[2] ?? lpa);
    expect(letters.map(({ text = '' }) => mailed.filter((code) => text.includes(code))).flat().sort()).toEqual([...mailed].sort());
  });
}
