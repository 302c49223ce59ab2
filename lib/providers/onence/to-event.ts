import type { FleetEvent } from '@/lib/providers/fleet-provider';
import { plainText, plainTextOrNull } from '@/lib/providers/plain-text';
import { event as eventSchema } from './wire';

/** An event of v1, v2 or the stream; null when type, moment or SIM is missing. `iccid`: whose list it came from. */
export function toEvent(raw: unknown, iccid: string | null): FleetEvent | null {
  const parsed = eventSchema.safeParse(raw);
  if (!parsed.success) return null;
  const { data } = parsed;
  const whose = iccid ?? data.sim?.iccid ?? data.iccid;
  const type = plainText(data.event_type, 100);
  if (whose === null || data.timestamp === null || type === '') return null;
  return { providerEventId: data.id, iccid: whose, at: data.timestamp, type, description: plainTextOrNull(data.description), isAlert: data.alert ?? false };
}
