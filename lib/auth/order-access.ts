import { cookies } from 'next/headers';
import { z } from 'zod';
import { ORDERS_COOKIE, PRIVATE_COOKIE } from '@/lib/auth/cookies';

export type OrderAccess = { orderId: string; token: string };

const MOST_ORDERS = 10;
const MAX_AGE_SECONDS = 30 * 24 * 3_600;
const pair = z.tuple([z.uuid(), z.string().regex(/^[\w-]{20,100}$/)]);

/** The guest orders a cookie claims access to; what is malformed is left out. A claim only: the order decides. */
export function readOrderAccess(cookie: string | undefined): OrderAccess[] {
  return (cookie ?? '').split('~').slice(0, MOST_ORDERS).flatMap((text) => {
    const { data } = pair.safeParse(text.split('.'));
    return data ? [{ orderId: data[0], token: data[1] }] : [];
  });
}

export const writeOrderAccess = (access: OrderAccess[]): string => access.map(({ orderId, token }) => `${orderId}.${token}`).join('~');

/** The newest first, each order once, at most ten. */
export function addOrderAccess(access: OrderAccess[], added: OrderAccess): OrderAccess[] {
  return [added, ...access.filter(({ orderId }) => orderId !== added.orderId)].slice(0, MOST_ORDERS);
}

/** Remembers in this browser that it may see the order. Check the token with `isOrderToken` first. Only in actions and routes. */
export async function grantOrderAccess(orderId: string, token: string): Promise<void> {
  const jar = await cookies();
  const access = addOrderAccess(readOrderAccess(jar.get(ORDERS_COOKIE)?.value), { orderId, token });
  jar.set(ORDERS_COOKIE, writeOrderAccess(access), { ...PRIVATE_COOKIE, maxAge: MAX_AGE_SECONDS });
}
