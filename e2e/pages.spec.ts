import { expect, expectAccessible, test } from './support/shop';

const PAGES = ['/', '/de', '/destinations', '/destinations/japan', '/destinations/europe', '/help', '/de/help', '/orders', '/sign-in', '/checkout', '/there-is-nothing', '/checkout/nothing', '/DE/checkout', '/account/nothing', '/plans/nothing'];

test('pages are accessible, quiet and fit a phone', async ({ page }) => {
  for (const path of PAGES) {
    const answer = await page.goto(path);
    expect(answer?.headers()['content-security-policy'], path).toMatch(/script-src [^;]*(sha256|nonce)-/);
    expect(answer?.headers()['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
});

test('browse pages are served from the page cache and need no script to be read', async ({ browser, request }) => {
  // A page whose facts have just changed is made once more.
  await expect.poll(async () => (await request.get('/destinations/spain')).headers()['x-nextjs-cache']).toBe('HIT');
  expect((await request.get('/destinations/spain')).headers()['set-cookie']).toBeUndefined();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('link', { name: /Spain/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Spain');
  await page.locator('li[data-days] a').first().click();
  await expect(page.getByRole('link', { name: 'Buy this eSIM' })).toBeVisible();
  await context.close();
});

test('no address, however odd, is a failure of ours', async ({ request }) => {
  for (const path of ['/plans/a%00b', '/de/plans/a%00b', '/destinations/a%00b', '/checkout?plan=a%00b', '/orders/a%00b', '/admin/orders/a%00b']) {
    expect((await request.get(path)).status(), path).toBeLessThan(500);
  }
});

test('an unsafe request from elsewhere is refused', async ({ request }) => {
  expect((await request.post('/checkout', { headers: { origin: 'https://elsewhere.example' }, data: 'x' })).status()).toBe(403);
  expect((await request.post('/checkout', { data: 'x' })).status()).toBe(403);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) expect((await request.fetch('/help', { method, headers: { origin: 'https://elsewhere.example' } })).status(), method).toBe(403);
  expect((await request.post('/api/orders/open', { headers: { origin: 'https://elsewhere.example' }, data: {} })).status()).toBe(403);
  expect((await request.post('/api/webhooks/stripe', { data: '{}', headers: { 'stripe-signature': 't=1,v1=00' } })).status()).toBe(400);
});
