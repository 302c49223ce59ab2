import { cookies } from 'next/headers';
import { cache } from 'react';
import { ORDERS_COOKIE, SESSION_COOKIE } from '@/lib/auth/cookies';
import { readOrderAccess, type OrderAccess } from '@/lib/auth/order-access';
import { findSessionUser } from '@/lib/auth/session';
import { staffEmails } from '@/lib/env';
import { AppError } from '@/lib/errors';

export type Viewer = { customerId: string | null; email: string | null; isStaff: boolean; orderAccess: OrderAccess[] };
export type Customer = Viewer & { customerId: string; email: string };

/** The person behind these cookies. Staff are those whose verified address is on the list now. */
export async function viewerOf(given: { session: string | undefined; orders: string | undefined }): Promise<Viewer> {
  const user = await findSessionUser(given.session);
  const email = user?.isEmailVerified ? user.email : null;
  return {
    customerId: email === null ? null : (user?.id ?? null),
    email,
    isStaff: email !== null && staffEmails().includes(email),
    orderAccess: readOrderAccess(given.orders),
  };
}

/** Who asks; read once per request. Makes the page dynamic, so never in a browse page or a shared layout. */
export const getViewer = cache(async (): Promise<Viewer> => {
  const jar = await cookies();
  return viewerOf({ session: jar.get(SESSION_COOKIE)?.value, orders: jar.get(ORDERS_COOKIE)?.value });
});

export function asCustomer(viewer: Viewer): Customer {
  const { customerId, email } = viewer;
  if (customerId === null || email === null) throw new AppError('sign-in-needed');
  return { ...viewer, customerId, email };
}

/** Throws `not-found` for everybody else: the back office does not exist for them. */
export function asStaff(viewer: Viewer): Customer {
  if (!viewer.isStaff) throw new AppError('not-found');
  return asCustomer(viewer);
}

/** The signed-in customer. Throws `sign-in-needed`. */
export const requireCustomer = async (): Promise<Customer> => asCustomer(await getViewer());

/** The signed-in member of staff. Throws `not-found`. */
export const requireStaff = async (): Promise<Customer> => asStaff(await getViewer());
