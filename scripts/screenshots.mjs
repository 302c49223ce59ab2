// Takes the README's pictures from a running demo: node scripts/screenshots.mjs [address]
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { ensureChromium } from './chromium.mjs';
import { root } from './processes.mjs';

const base = process.argv[2] ?? 'http://localhost:3000';
const folder = path.join(root, 'docs/screenshots');
await mkdir(folder, { recursive: true });
const executablePath = await ensureChromium(console.log);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });

async function shoot(page, name, colorScheme) {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  const width = page.viewportSize().width;
  await page.screenshot({ path: path.join(folder, `${name}-${width}-${colorScheme}.png`) });
}

async function tour(width, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height: width < 500 ? 844 : 800 }, colorScheme });
  const page = await context.newPage();
  await page.goto(base);
  await shoot(page, 'home', colorScheme);
  await page.goto(`${base}/destinations/japan`);
  await shoot(page, 'destination', colorScheme);
  await page.goto(new URL(await page.locator('a[href*="/plans/"]').nth(1).getAttribute('href'), base).href);
  await shoot(page, 'plan', colorScheme);
  await page.getByRole('link', { name: 'Buy this eSIM' }).click();
  await page.getByLabel('Card number').waitFor();
  await page.getByRole('textbox', { name: 'E-mail' }).fill('traveller@example.com');
  await page.getByRole('checkbox').check();
  await shoot(page, 'checkout', colorScheme);
  await page.getByLabel('Card number').fill('4242424242424242');
  await page.getByLabel(/Expir/).fill(`12/${String((new Date().getUTCFullYear() + 3) % 100).padStart(2, '0')}`);
  await page.getByLabel(/Security code/).fill('123');
  await page.locator('button[type=submit]', { hasText: /^Pay/ }).click();
  await page.locator('[data-mood=ready]').waitFor({ timeout: 60_000 });
  await shoot(page, 'order', colorScheme);
  await context.close();
}

for (const [width, colorScheme] of [[1280, 'light'], [390, 'light'], [390, 'dark'], [1280, 'dark']]) await tour(width, colorScheme);
await browser.close();
