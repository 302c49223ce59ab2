import { render } from '@react-email/render';
import { randomUUID } from 'node:crypto';
import { createTranslator } from 'use-intl/core';
import { deliver } from '@/lib/email/mailer';
import { Action, Letter, Line } from '@/lib/email/templates/letter';
import de from '@/messages/de/account.json';
import en from '@/messages/en/account.json';

const MESSAGES: Record<string, typeof en> = { en, de };

export type MagicLink = { to: string; url: string; locale: string };

/** Sends the link that signs somebody in. Throws `mail-refused` or `mail-unknown`. */
export async function sendMagicLink({ to, url, locale }: MagicLink): Promise<void> {
  const t = createTranslator({ locale, messages: MESSAGES[locale] ?? en });
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
