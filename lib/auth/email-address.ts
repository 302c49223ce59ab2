import { z } from 'zod';

const ADDRESS = z.email().max(254);

/**
 * The one form of an e-mail address that we store, compare and mail to, or null when it is not one.
 * NFKC first, so that a look-alike `@` is judged as what mail servers would make of it; then exactly one `@`,
 * and no quotes, commas, spaces or control characters, which some parsers read as a second recipient.
 */
export function normaliseEmail(text: string): string | null {
  if (text.length > 1_000) return null;
  const address = text.normalize('NFKC').trim().toLowerCase();
  if (address.split('@').length !== 2 || /["`,;:<>()[\]\\\s\p{C}]/u.test(address)) return null;
  return ADDRESS.safeParse(address).success ? address : null;
}

export const emailAddress = z.string().max(1_000).transform((text, context) => {
  const address = normaliseEmail(text);
  if (address !== null) return address;
  context.addIssue({ code: 'custom', message: 'email-invalid' });
  return z.NEVER;
});
