import type { FleetCell } from '@/lib/providers/fleet-provider';
import { plainTextOrNull } from '@/lib/providers/plain-text';
import type { z } from 'zod';
import type { connectivityInfo } from './wire';

/** The location stands in an object of its own, or among the facts of the subscriber (§7.4); null = the network did not say. */
export function toCell({ subscriber_info: subscriber }: z.infer<typeof connectivityInfo>): FleetCell | null {
  const location = subscriber?.location ?? subscriber;
  const cell = location?.cell_global_id;
  if (!subscriber || subscriber.success === false || !cell) return null;
  const { mcc, mnc, lac, cid } = cell;
  return { mcc, mnc, lac, cid, isCurrent: location.current_location_retrieved, state: plainTextOrNull(subscriber.state, 60) };
}
