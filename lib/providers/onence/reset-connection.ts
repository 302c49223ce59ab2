import { pathIccid, type Account } from './account';

/** Asynchronous: 201 says queued. */
export async function resetConnection({ client, versions }: Account, iccid: string): Promise<void> {
  const own = pathIccid(iccid);
  await versions.ask({ route: 'POST /sims/{iccid}/reset', iccid: own }, (version) => client.send({ method: 'POST', path: `/${version}/sims/${own}/reset`, asked: 'send' }));
}
