import type { AiraloClient } from '@/lib/providers/airalo/client';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { sharedSimAnswer } from '@/lib/providers/airalo/wire-account';

/** The page of the eSIM at Airalo's "eSIM Cloud" (§9), for its holder; null = it was not shared. It stands in one of two places (§8.2). The link is handed on, never followed. */
export async function readShare(client: AiraloClient, iccid: string): Promise<{ link: string; accessCode: string | null } | null> {
  const { data } = await client.read(`${simPath(iccid)}?include=order,share`, sharedSimAnswer);
  const shared = [data.sharing, data.simable?.sharing].find((each) => /^https:\/\/[^\s"'<>]+$/.test(each?.link ?? ''));
  if (!shared?.link) return null;
  return { link: shared.link, accessCode: /^\d{1,12}$/.test(shared.access_code ?? '') ? (shared.access_code ?? null) : null };
}
