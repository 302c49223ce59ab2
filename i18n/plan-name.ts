import { dataText } from '@/i18n/data-text';
import type { Translate } from '@/i18n/translate';

type Sold = Parameters<typeof dataText>[0] & { validityDays: number };

/** "5 GB · 30 days", in the reader's language: how its provider calls a plan is in none. */
export const planName = (plan: Sold, { locale, common }: { locale: string; common: Translate<'common'> }): string =>
  `${dataText(plan, { locale, unlimited: common('unlimited'), notStated: common('notStated') })} · ${common('days', { count: plan.validityDays })}`;
