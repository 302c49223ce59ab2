'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { hrefIn, LOCALES } from '@/i18n/routing';
import { ORDERS_COOKIE, PRIVATE_COOKIE, SESSION_COOKIE } from '@/lib/auth/cookies';
import { endSession } from '@/lib/auth/session';
import { publicAction } from '@/lib/web/action';

const input = z.object({ locale: z.enum(LOCALES).catch('en') });

const leave = publicAction(input, async ({ locale }) => {
  const jar = await cookies();
  await endSession(jar.get(SESSION_COOKIE)?.value);
  for (const name of [SESSION_COOKIE, ORDERS_COOKIE]) jar.set(name, '', { ...PRIVATE_COOKIE, maxAge: 0 });
  redirect(hrefIn(locale, '/'));
});

/** Ends the session here and in the database, and forgets this browser's guest orders. */
export async function signOut(form: FormData): Promise<void> {
  await leave({ locale: String(form.get('locale')) as 'en' });
}
