export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys of any case, as the live service seems to match them (§7.1). */
export const lowerKeys = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).map(([key, entry]) => [key.toLowerCase(), entry]));

const NAMES = ['type', 'assign', 'order'];

/** A JSON object with its keys in lower case; null when it is none. A strict service only knows the names as documented. */
export function parseBody(text: string, keysOfAnyCase = true): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(text);
    if (!isRecord(body)) return null;
    if (keysOfAnyCase) return lowerKeys(body);
    return Object.fromEntries(Object.entries(body).filter(([key]) => NAMES.includes(key)));
  } catch {
    return null;
  }
}

/** A text of a body; numbers are taken as what they show. */
export const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
