import { headers } from 'next/headers';

/**
 * Where a request comes from, as far as can be known: the last hop in X-Forwarded-For. The proxy nearest to the shop writes it;
 * without a proxy Next does. A shop that can be reached around its proxy can be lied to, so limits never rest on this alone.
 */
export const addressIn = (given: Headers): string => given.get('x-forwarded-for')?.split(',').at(-1)?.trim().slice(0, 64) || 'local';

/** The same, for actions and pages. */
export const clientAddress = async (): Promise<string> => addressIn(await headers());
