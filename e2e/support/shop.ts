import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';

export const CARDS = { good: '4242424242424242', declined: '4000000000000002', poor: '4000000000009995', challenge: '4000002500003155' };

// A declined card is a 402 in the network log, with Stripe as with its emulator; a page that is not there is a 404.
const EXPECTED = /status of (402|404)/;

/** Every page of every journey is watched: no console error, no policy violation. */
export const test = base.extend<{ watched: string[] }>({
  watched: [
    async ({ context }, use) => {
      const heard: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error' && !EXPECTED.test(message.text())) heard.push(message.text());
      });
      context.on('weberror', (error) => heard.push(String(error.error())));
      await use(heard);
      expect(heard).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

let count = 0;
export const newAddress = (who = 'traveller'): string => `${who}.${process.pid}.${Date.now().toString(36)}.${(count += 1)}@example.com`;

/** Opens a plan of a place from the home page, as people do. */
export async function choosePlan(page: Page, place: string, planIndex = 0): Promise<void> {
  await page.goto('/');
  const search = page.getByRole('combobox', { name: 'Where are you going?' });
  await expect(async () => {
    await search.fill(place);
    await expect(page.getByRole('option').first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await search.press('Enter');
  await page.waitForURL(/\/destinations\//);
  await page.locator('li[data-days] a').nth(planIndex).click();
  await page.waitForURL(/\/plans\//);
}

export async function goToCheckout(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Buy this eSIM' }).click();
  await page.waitForURL(/\/checkout\?plan=/);
}

export async function fillCheckout(page: Page, { email, card = CARDS.good }: { email: string; card?: string }): Promise<void> {
  const field = page.getByRole('textbox', { name: 'E-mail' });
  await expect(page.getByLabel('Card number')).toBeVisible();
  await field.fill(email);
  await page.getByRole('checkbox', { name: /can use eSIMs/ }).check();
  await fillCard(page, card);
}

export async function fillCard(page: Page, card: string): Promise<void> {
  await page.getByLabel('Card number').fill(card);
  await page.getByLabel(/Expir/).fill(`12/${String((new Date().getUTCFullYear() + 3) % 100).padStart(2, '0')}`);
  await page.getByLabel(/Security code/).fill('123');
}

export const payButton = (page: Page) => page.locator('button[type=submit]', { hasText: /^Pay|^Paying/ });

export async function waitForMood(page: Page, mood: string, timeout = 45_000): Promise<void> {
  await expect(page.locator(`[data-mood="${mood}"]`)).toBeVisible({ timeout });
}

export const orderIdOf = (page: Page): string => /orders\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

/** What a phone's camera would read from the screen. */
export async function readQr(page: Page): Promise<string | undefined> {
  const png = PNG.sync.read(await page.getByTestId('esim-qr').first().screenshot({ scale: 'device' }));
  return jsQR(new Uint8ClampedArray(png.data), png.width, png.height)?.data;
}

/** No finding of axe, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    // Without motion: a colour half-way between two schemes is nobody's.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}
