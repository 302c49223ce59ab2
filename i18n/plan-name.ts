import { dataText, type Sized } from '@/i18n/data-text';
import type { Translate } from '@/i18n/translate';

type Sold = Sized & { voiceMinutes: number | null; textMessages: number | null; validityDays: number };

/** "5 GB · 100 minutes · 30 days", in the reader's language: how its provider calls a plan is in none. */
export function planName(plan: Sold, { locale, common }: { locale: string; common: Translate<'common'> }): string {
  const { isUnlimited, dataMegabytes, voiceMinutes, textMessages, validityDays } = plan;
  const isCallsOnly = !isUnlimited && dataMegabytes === null && Boolean(voiceMinutes || textMessages);
  const parts = [
    isCallsOnly ? null : dataText(plan, { locale, unlimited: common('unlimited'), notStated: common('notStated') }),
    voiceMinutes ? common('minutes', { count: voiceMinutes }) : null,
    textMessages ? common('messages', { count: textMessages }) : null,
    common('days', { count: validityDays }),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
