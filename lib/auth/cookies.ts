export const SESSION_COOKIE = '__Host-simplify-session';
export const ORDERS_COOKIE = '__Host-simplify-orders';
export const RETURN_COOKIE = '__Host-simplify-return';

/** What every cookie of ours that tells who somebody is has in common. */
export const PRIVATE_COOKIE = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' } as const;
