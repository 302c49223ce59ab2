import { getTranslations } from 'next-intl/server';
import type { TicketWords } from '@/components/catalog/plan-ticket';

/** The words printed on tickets, in one language. */
export async function ticketWords(locale: string): Promise<TicketWords> {
  const [t, common] = await Promise.all([getTranslations({ locale, namespace: 'destination' }), getTranslations({ locale, namespace: 'common' })]);
  return {
    locale,
    unlimited: common('unlimited'),
    notStated: common('notStated'),
    days: (count) => common('days', { count }),
    perGigabyte: (price) => t('perGigabyte', { price }),
    places: (count) => t('places', { count }),
    minutes: (count) => t('minutes', { count }),
  };
}
