import { pathIccid, type Account } from './account';
import { parseJson, refused } from './errors';
import { sentText } from './wire';

/** Asynchronous: 201 says queued. */
export async function resetConnection({ client, versions }: Account, iccid: string): Promise<void> {
  const own = pathIccid(iccid);
  await versions.ask('POST /sims/{iccid}/reset', (version) => client.send({ method: 'POST', path: `/${version}/sims/${own}/reset`, asked: 'send' }));
}

/** To the device, on their network: exactly the fields a live client sends (§7.8). v2 answers an id, v1 nothing. */
export async function sendText({ client, versions }: Account, iccid: string, text: string): Promise<{ providerTextId: string | null }> {
  const own = pathIccid(iccid);
  if (text === '') throw refused('an empty text');
  const body = { source_address: '123456', payload: text, dcs: 0, source_address_type: { id: 145 } };
  const answer = await versions.ask('POST /sims/{iccid}/sms', (version) => client.send({ method: 'POST', path: `/${version}/sims/${own}/sms`, asked: 'send', body }));
  const parsed = sentText.safeParse(parseJson(answer.bytes));
  return { providerTextId: parsed.success ? parsed.data.id : null };
}
