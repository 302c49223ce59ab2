import { getTranslations } from 'next-intl/server';
import type { ActionWords } from './action-form';

/** What every form of the back office says, in the reader's language. */
export async function actionWords(): Promise<ActionWords> {
  const t = await getTranslations('admin');
  return { confirm: t('confirm'), keep: t('keep'), working: t('working'), done: t.raw('done') as ActionWords['done'], refused: t.raw('refused') as ActionWords['refused'] };
}
