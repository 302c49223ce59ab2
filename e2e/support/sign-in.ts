import { expect, type Page } from '@playwright/test';
import { sandbox } from './sandbox';

const LINK = /https?:\/\/[^\s"'<>)\]]+sign-in\/open[^\s"'<>)\]]*/;

/** Signs in by the link in the mail, also when the address has had one before, or gets other mail meanwhile. */
export async function signIn(page: Page, email: string): Promise<void> {
  const seen = new Set((await sandbox.mailsTo(email)).map(({ id }) => id));
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: /E-mail/ }).fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  let link: string | undefined;
  const findLink = async () => {
    for (const { id } of (await sandbox.mailsTo(email)).filter((mail) => !seen.has(mail.id))) {
      link ??= LINK.exec(((await sandbox.mail(id)).text ?? '').replaceAll('&amp;', '&'))?.[0];
      seen.add(id);
    }
    return link;
  };
  await expect.poll(findLink, { timeout: 45_000 }).toBeDefined();
  await page.goto(link ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/account/);
}
