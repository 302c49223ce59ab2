import { getMessages } from 'next-intl/server';
import { actionWords } from '@/components/admin/action-words';
import type { ActionWords } from '@/components/admin/action-form';

/** What forms about the fleet say: the words of all staff forms, and their own. */
export async function fleetWords(): Promise<ActionWords> {
  const [{ fleet }, words] = await Promise.all([getMessages(), actionWords()]);
  return { ...words, done: { ...words.done, ...fleet.said }, refused: { ...words.refused, ...fleet.notSaid } };
}
