import { getTranslations } from 'next-intl/server';
import type { ActionWords } from '@/components/admin/action-form';

/** What forms about the fleet say: the words of all staff forms, and their own. */
export async function fleetWords(): Promise<ActionWords> {
  const [t, admin] = await Promise.all([getTranslations('fleet'), getTranslations('admin')]);
  const said = (all: unknown, own: unknown) => ({ ...(all as Record<string, string>), ...(own as Record<string, string>) });
  return { confirm: admin('confirm'), keep: admin('keep'), working: admin('working'), done: said(admin.raw('done'), t.raw('said')), refused: said(admin.raw('refused'), t.raw('notSaid')) };
}
