import type { AiraloClient } from '@/lib/providers/airalo/client';
import { unreadable } from '@/lib/providers/airalo/errors';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { toProfile } from '@/lib/providers/airalo/to-purchase';
import { simAnswer } from '@/lib/providers/airalo/wire';
import type { EsimProfile } from '@/lib/providers/provider';

/** §8.2. Airalo does not say whether a profile is installed, only that it was taken back. */
export async function readEsim(client: AiraloClient, iccid: string): Promise<{ profile: EsimProfile; state: 'unavailable' | null }> {
  const { data } = await client.read(simPath(iccid), simAnswer);
  const profile = toProfile(data);
  if (!profile || profile.iccid !== iccid) throw unreadable(data);
  return { profile, state: data.recycled ? 'unavailable' : null };
}
