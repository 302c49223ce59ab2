import { createTranslator } from 'use-intl/core';
import { isLocale } from '@/i18n/routing';
import type english from '@/messages/en/email.json';

/** Translator for mails in the order's language; English when we do not have it. */
export async function mailWords(locale: string) {
  const known = isLocale(locale) ? locale : 'en';
  const { default: messages } = (await import(`../../messages/${known}/email.json`)) as { default: typeof english };
  return { locale: known, t: createTranslator({ locale: known, messages }) };
}
export type MailWords = Awaited<ReturnType<typeof mailWords>>;
