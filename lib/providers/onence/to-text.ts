import type { FleetText } from '@/lib/providers/fleet-provider';
import { plainText, plainTextOrNull } from '@/lib/providers/plain-text';
import { text as textSchema } from './wire';

const DIRECTIONS: Record<string, FleetText['direction']> = { 1: 'to-sim', 2: 'from-sim' };
const STATES: Record<string, string> = { 2: 'PENDING', 4: 'DELIVERED', 5: 'FAILED', 6: 'EXPIRED' };

/** A text of v1 or v2 (§7.8, §8.4); null without an id. */
export function toText(raw: unknown): FleetText | null {
  const parsed = textSchema.safeParse(raw);
  if (!parsed.success) return null;
  const { id, payload, status, sms_type: type, submit_date: sentAt } = parsed.data;
  return {
    providerTextId: plainText(id, 60),
    direction: DIRECTIONS[type?.id ?? ''] ?? null,
    text: plainText(payload, 2_000),
    status: plainTextOrNull(status?.description ?? STATES[status?.id ?? ''], 40),
    sentAt,
  };
}
