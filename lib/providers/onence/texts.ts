import type { FleetText } from '@/lib/providers/fleet-provider';
import { plainText } from '@/lib/providers/plain-text';
import { pathIccid, type Account } from './account';
import { bodyOf, parseJson, refused } from './errors';
import { toText } from './to-text';
import { walkPages } from './walk-pages';
import { sentText, texts as textsSchema } from './wire';

/** The most v1 allows; v2 would allow ten times that, under another name (§6). */
const PER_PAGE = 100;
const SIZE = { v1: 'pageSize', v2: 'per_page' } as const;

/** To the device, on their network: exactly the fields a live client sends (§7.8). v2 answers an id, v1 nothing. */
export async function sendText({ client, versions }: Account, iccid: string, text: string): Promise<{ providerTextId: string | null }> {
  const own = pathIccid(iccid);
  if (text === '') throw refused('an empty text');
  const body = { source_address: '123456', payload: text, dcs: 0, source_address_type: { id: 145 } };
  const answer = await versions.ask({ route: 'POST /sims/{iccid}/sms', iccid: own }, (version) => client.send({ method: 'POST', path: `/${version}/sims/${own}/sms`, asked: 'send', body }));
  const parsed = sentText.safeParse(parseJson(answer.bytes));
  return { providerTextId: parsed.success && parsed.data.id !== null ? plainText(parsed.data.id, 60) : null };
}

/** In their order: none is documented for v2. One that cannot be read is left out. */
export async function* listTexts({ client, versions }: Account, iccid: string): AsyncGenerator<FleetText> {
  const own = pathIccid(iccid);
  const walk = walkPages<unknown>({
    pageSize: PER_PAGE,
    keyOf: (text) => JSON.stringify(text),
    ask: async (page) => {
      const answer = await versions.ask({ route: 'GET /sims/{iccid}/sms', iccid: own }, (version) =>
        client.send({ method: 'GET', path: `/${version}/sims/${own}/sms?page=${page}&${SIZE[version]}=${PER_PAGE}`, asked: 'read' }));
      const items = bodyOf(answer, textsSchema);
      return { answer, items, count: items.length };
    },
  });
  for await (const raw of walk) {
    const text = toText(raw);
    if (text) yield text;
  }
}

/** Only what the network still holds can be taken back (§7); sent once. */
export async function cancelText({ client, versions }: Account, iccid: string, providerTextId: string): Promise<void> {
  const own = pathIccid(iccid);
  if (!/^\d{1,18}$/.test(providerTextId)) throw refused('not the id of a text');
  await versions.ask({ route: 'DELETE /sims/{iccid}/sms/{id}', iccid: own }, (version) => client.send({ method: 'DELETE', path: `/${version}/sims/${own}/sms/${providerTextId}`, asked: 'send' }));
}
