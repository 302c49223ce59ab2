import type { Page } from '@playwright/test';
import { readRows } from './support/database';
import { mailTo, sandbox } from './support/sandbox';
import { expect, expectAccessible, fillCard, fillCheckout, goToCheckout, newAddress, orderIdOf, payButton, test, waitForMood, CARDS } from './support/shop';

type Sold = { slug: string; dataMegabytes: number };
const PLANS = `SELECT slug, "dataMegabytes" FROM "Plan" WHERE "providerId" = $1 AND "isOnSale" AND NOT "isUnlimited" AND "dataMegabytes" BETWEEN 3000 AND 6000
  AND "isTopUpPossible" IS NOT FALSE AND "destinationSlug" IN (SELECT slug FROM "Destination" WHERE kind = 'country') ORDER BY slug`;

async function buy(page: Page, provider: string, email: string): Promise<{ orderId: string; iccid: string; megabytes: number }> {
  const plans = await readRows<Sold>(PLANS, [provider]);
  const plan = plans[Math.floor(plans.length / 3)];
  if (!plan) throw new Error('no plan to top up');
  await page.goto(`/plans/${plan.slug}`);
  await goToCheckout(page);
  await fillCheckout(page, { email });
  await payButton(page).click();
  await waitForMood(page, 'ready');
  const orderId = orderIdOf(page);
  const [esim] = await readRows<{ providerOrderId: string }>('SELECT p."providerOrderId" FROM "Purchase" p JOIN "OrderLine" l ON l.id = p."lineId" WHERE l."orderId" = $1', [orderId]);
  const entry = (await sandbox.ledger('purchase')).find(({ data, reference }) => data.providerOrderId === esim?.providerOrderId || data.orderReference === esim?.providerOrderId || reference === esim?.providerOrderId);
  const iccid = (entry?.data.iccids as string[] | undefined)?.[0] ?? '';
  expect(iccid).toMatch(/^\d{18,22}$/);
  return { orderId, iccid, megabytes: plan.dataMegabytes };
}

const webhookOf = (provider: string) => `${process.env.E2E_BASE_URL ?? 'http://localhost:3000'}/api/webhooks/providers/${provider}`;
const BODIES: Record<string, (iccid: string) => object> = {
  airalo: (iccid) => ({ level: '90%', package_name: 'fado/7days', remaining_percentage: 10, iccid }),
  esimgo: (iccid) => ({ iccid, alertType: 'Utilisation', bundle: { id: '1', unlimited: false } }),
};

for (const provider of ['airalo', 'esimgo']) {
  test(`data runs low at ${provider}: the page says so, one mail is sent, a top-up is bought and counts`, async ({ page }) => {
    test.setTimeout(120_000);
    const email = newAddress(`topped-${provider}`);
    await sandbox.settings('airalo', { usageCacheMs: 0 });
    const { iccid, megabytes } = await buy(page, provider, email);

    await page.getByRole('link', { name: 'Remaining data and top-ups' }).click();
    await expect(page.getByTestId('esim-state')).toHaveText('Not used yet');
    const whole = await page.getByTestId('left-data').innerText();

    // The traveller uses nine tenths of it, and the provider says so; twice, as providers do.
    await sandbox.use(provider, iccid, Math.round(megabytes * 0.9));
    expect(await sandbox.webhook(provider, { url: webhookOf(provider), body: BODIES[provider]?.(iccid) ?? {}, times: 2 })).toEqual({ statuses: [200, 200] });
    await mailTo(email, /running low/);
    await page.reload();
    await expect(page.getByTestId('esim-state')).toHaveText('In use');
    await expect(page.getByTestId('left-data')).not.toHaveText(whole);
    await expect(page.getByTestId('left-data')).toHaveText(/^\d+ MB of /);
    await expect(page.getByTestId('measured')).toContainText(/As of (this minute|1 minute ago)/);
    await expectAccessible(page);

    // A declined card charges nothing and keeps the form; the next one buys it once.
    await page.getByTestId('top-ups').getByRole('link').first().click();
    await expect(page.getByLabel('Card number')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveCount(0);
    await expectAccessible(page);
    await fillCard(page, CARDS.declined);
    await payButton(page).click();
    await expect(page.getByText('Your bank declined this card')).toBeVisible();
    await fillCard(page, CARDS.good);
    await payButton(page).dblclick();
    await waitForMood(page, 'ready');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('It is on your eSIM');
    await mailTo(email, /has more data/);
    const topUpId = orderIdOf(page);
    const bought = await readRows<{ status: string }>('SELECT p.status::text AS status FROM "Purchase" p JOIN "OrderLine" l ON l.id = p."lineId" WHERE l."orderId" = $1', [topUpId]);
    expect(bought).toEqual([{ status: 'READY' }]);

    await page.getByRole('link', { name: 'See what is left' }).click();
    await expect(page.getByTestId('bundles').getByRole('listitem')).toHaveCount(2);
    expect((await sandbox.mailsTo(email)).filter(({ subject }) => /running low/.test(subject))).toHaveLength(1);
    await expectAccessible(page);
  });
}

test('an eSIM of somebody else, or of another order, is not there', async ({ page, browser }) => {
  const { orderId } = await buy(page, 'airalo', newAddress('owner'));
  const [esim] = await readRows<{ id: string }>('SELECT e.id FROM "Esim" e JOIN "OrderLine" l ON l.id = e."lineId" WHERE l."orderId" = $1', [orderId]);
  const stranger = await (await browser.newContext()).newPage();
  for (const path of [`/orders/${orderId}/esims/${esim?.id}`, `/orders/${orderId}/esims/${esim?.id}/top-up?package=x`]) {
    expect((await stranger.goto(path))?.status()).toBe(404);
  }
  expect((await page.goto(`/orders/${crypto.randomUUID()}/esims/${esim?.id}`))?.status()).toBe(404);
  await stranger.context().close();
});

test('webhooks that are not theirs are turned away, and a look without a body is answered', async ({ request }) => {
  for (const provider of ['airalo', 'esimgo']) {
    expect((await request.head(webhookOf(provider))).status()).toBe(200);
    expect((await request.post(webhookOf(provider), { data: { level: '90%' } })).status()).toBe(401);
  }
  expect((await request.head(webhookOf('nobody'))).status()).toBe(404);
  expect((await request.post(webhookOf('nobody'), { data: {} })).status()).toBe(404);
});
