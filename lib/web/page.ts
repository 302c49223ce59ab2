import { notFound, redirect } from 'next/navigation';
import { requireCustomer, requireStaff, type Customer } from '@/lib/auth/viewer';
import { isAppError } from '@/lib/errors';

/** The signed-in customer of a page; everybody else is sent to sign in and comes back afterwards. */
export async function customerOfPage({ signInHref, here }: { signInHref: string; here: string }): Promise<Customer> {
  try {
    return await requireCustomer();
  } catch (error) {
    if (!isAppError(error, 'sign-in-needed')) throw error;
  }
  redirect(`${signInHref}?callbackUrl=${encodeURIComponent(here)}`);
}

/** The member of staff of a page; for everybody else there is no such page. */
export async function staffOfPage(): Promise<Customer> {
  try {
    return await requireStaff();
  } catch (error) {
    if (!isAppError(error, 'not-found')) throw error;
  }
  notFound();
}
