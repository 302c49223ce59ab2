import { createTranslator } from 'use-intl/core';
import { placeOfPlan } from '@/i18n/place-name';
import { planName } from '@/i18n/plan-name';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/i18n/routing';
import type shared from '@/messages/en/common.json';
import type english from '@/messages/en/email.json';

type Named = Parameters<typeof planName>[0] & Parameters<typeof placeOfPlan>[0];

const read = async <Part>(locale: Locale, part: string) => ((await import(`../../messages/${locale}/${part}.json`)) as { default: Part }).default;

/** Translator for mails in the order's language, and how the shop calls plans and places in it; English when we do not have it. */
export async function mailWords(wanted: string) {
  const locale = isLocale(wanted) ? wanted : DEFAULT_LOCALE;
  const [email, common] = await Promise.all([read<typeof english>(locale, 'email'), read<typeof shared>(locale, 'common')]);
  const names = createTranslator({ locale, messages: { common }, namespace: 'common' });
  return {
    locale,
    t: createTranslator({ locale, messages: email }),
    plan: (plan: Named) => planName(plan, { locale, common: names }),
    place: (plan: Named) => placeOfPlan(plan, locale, common.regions),
  };
}
export type MailWords = Awaited<ReturnType<typeof mailWords>>;
