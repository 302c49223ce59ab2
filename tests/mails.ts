import { inject } from 'vitest';

type Letter = { id: string; subject: string; text?: string };

/** Every mail that reached an address, as its reader sees it: subject and words on one line each. */
export async function mailsTo(address: string): Promise<{ subject: string; text: string }[]> {
  const place = `${inject('sandbox').controls}/mail/messages`;
  const mails = (await (await fetch(`${place}?to=${encodeURIComponent(address)}`)).json()) as Letter[];
  const letters = await Promise.all(mails.map(async ({ id }) => (await (await fetch(`${place}/${id}`)).json()) as Letter));
  return letters.map(({ subject, text = '' }) => ({ subject, text: text.replaceAll(/\s+/g, ' ') }));
}
