import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import type { EsimHistoryEntry } from '@/lib/providers/esim-support';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { isDocumented } from '@/lib/providers/esimgo/documented-fields';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { aboutEsim } from '@/lib/providers/esimgo/is-key-good';
import { readMoment } from '@/lib/providers/esimgo/read-moment';
import { historyAnswer, historyEntry } from '@/lib/providers/esimgo/wire-support';
import { plainText } from '@/lib/providers/plain-text';

const ANSWERED = { providerId: 'esimgo', endpoint: 'GET /esims/{id}/history: entry', isKnown: isDocumented };

function entryOf(item: unknown): EsimHistoryEntry[] {
  const parsed = parseItemNoting(historyEntry, item, ANSWERED);
  const at = readMoment(parsed.data?.date);
  if (!parsed.success || at === null) return [];
  const about = [parsed.data.bundleName, parsed.data.alertType].map((part) => plainText(part, 120)).filter(Boolean);
  return [{ name: plainText(parsed.data.name, 80), title: about.join(', ') || null, at }];
}

/** §8.7, newest first. */
export async function readHistory(client: EsimGoClient, iccid: string): Promise<EsimHistoryEntry[]> {
  const path = `${esimPath(iccid)}/history`;
  const entries = await aboutEsim(client, () => client.read(path, historyAnswer));
  return entries.flatMap(entryOf).sort((a, b) => b.at.getTime() - a.at.getTime());
}
