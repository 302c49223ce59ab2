import { getMessages } from 'next-intl/server';
import type { ActionWords } from './action-form';

/** What every form of the back office says, in the reader's language. */
export async function actionWords(): Promise<ActionWords> {
  const { confirm, keep, working, done, refused } = (await getMessages()).admin;
  return { confirm, keep, working, done, refused };
}
