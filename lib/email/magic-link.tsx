import { render } from '@react-email/render';
import { randomUUID } from 'node:crypto';
import { createTranslator } from 'use-intl/core';
import { deliver } from '@/lib/email/mailer';
import { Action, Letter, Line } from '@/lib/email/templates/letter';
import { isLocale } from '@/i18n/routing';
import type english from '@/messages/en/account.json';

export type MagicLink = { to: string; url: string; locale: string };

/** Sends the link that signs somebody in. Throws `mail-refused` or `mail-unknown`. */
export async function sendMagicLink({ to, url, locale }: MagicLink): Promise<void> {
  const { default: messages } = (await import(`../../messages/${isLocale(locale) ? locale : 'en'}/account.json`)) as { default: typeof english };
  const t = createTranslator({ locale, messages });
  const letter = (
    <Letter locale={locale} preview={t('mailBody')} title={t('mailTitle')} footer={t('mailFooter')}>
      <Line>{t('mailBody')}</Line>
      <Action href={url} label={t('mailAction')} />
    </Letter>
  );
  await deliver({
    to, key: `sign-in:${randomUUID()}`, subject: t('mailSubject'), html: await render(letter), text: await render(letter, { plainText: true }),
  });
}
