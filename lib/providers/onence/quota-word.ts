import type { QuotaWord } from '@/lib/providers/fleet-provider';
import type { WireEvent } from './wire';

const ABOUT_QUOTAS = /quota|top[- ]?up/i;

/** What an event says of the SIM's quotas. One cause of refused data is documented (§8.3); which types tell of thresholds and top-ups is not (§18), so whatever names a quota counts. */
export function quotaWordOf({ detail, event_type: type, description }: WireEvent): QuotaWord | null {
  const cause = detail?.data_service_failure_cause ?? null;
  if (cause === 'QUOTA_EXHAUSTED') return 'exhausted';
  return [cause, type, description].some((text) => ABOUT_QUOTAS.test(text?.replaceAll('_', ' ') ?? '')) ? 'changed' : null;
}
