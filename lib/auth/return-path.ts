const PLACES = /^(\/[a-z]{2})?\/(account|admin|orders|checkout)(\/|\?|$)/;

/** Where to go after signing in: a place on the list, on our own origin; anything else becomes the account. Returns a path. */
export function returnPath(wanted: unknown, origin: string): string {
  const fallback = '/account/orders';
  if (typeof wanted !== 'string' || wanted.length > 500 || !URL.canParse(wanted, origin)) return fallback;
  const url = new URL(wanted, origin);
  const path = `${url.pathname}${url.search}`;
  return url.origin === origin && PLACES.test(path) ? path : fallback;
}

/** The language a path of ours is in. */
export const localeOfPath = (path: string): string => /^\/([a-z]{2})(\/|$)/.exec(path)?.[1] ?? 'en';
