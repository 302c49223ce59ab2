import { createTranslator } from 'use-intl/core';
import de from '@/messages/de/email.json';
import en from '@/messages/en/email.json';

const MESSAGES: Record<string, typeof en> = { en, de };

/** Translator for mails in the order's language; English when we do not have it. */
export function mailWords(locale: string) {
  const known = locale in MESSAGES ? locale : 'en';
  return { locale: known, t: createTranslator({ locale: known, messages: MESSAGES[known] ?? en }) };
}
export type MailWords = ReturnType<typeof mailWords>;
