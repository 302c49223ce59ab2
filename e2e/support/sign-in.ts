import { expect, type Page } from '@playwright/test';
import { sandbox } from './sandbox';

/** Signs in by the link in the mail, also when the address has had one before. */
export async function signIn(page: Page, email: string): Promise<void> {
  const earlier = new Set((await sandbox.mailsTo(email)).map(({ id }) => id));
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: /E-mail/ }).fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  const fresh = async () => (await sandbox.mailsTo(email)).find(({ id }) => !earlier.has(id))?.id;
  await expect.poll(fresh, { timeout: 45_000 }).toBeDefined();
  const mail = await sandbox.mail((await fresh()) ?? '');
  await page.goto(/https?:\/\/[^\s"'<>)\]]+sign-in\/open[^\s"'<>)\]]*/.exec((mail.text ?? '').replaceAll('&amp;', '&'))?.[0] ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/account/);
}
