import { countryCodeOf } from '@/lib/providers/country-code';
import type { FleetConnectivity, FleetQuota, FleetSim, FleetUsageDay } from '@/lib/providers/fleet-provider';
import { plainTextOrNull } from '@/lib/providers/plain-text';
import type { z } from 'zod';
import type { connectivity, quota, usage, WireSim } from './wire';

const QUOTA_STATES: Record<string, 'ok' | 'low' | 'exhausted'> = { 0: 'ok', 1: 'low', 2: 'exhausted' };
const SWITCH: Record<string, boolean> = { enabled: true, disabled: false };
const STATES = ['online', 'attached', 'offline', 'blocked'] as const;

export const toSim = (sim: WireSim): FleetSim => ({
  iccid: sim.iccid,
  label: plainTextOrNull(sim.label),
  isEnabled: SWITCH[sim.status?.toLowerCase() ?? ''] ?? null,
  imsi: sim.imsi,
  msisdn: sim.msisdn,
  imei: sim.imei,
  isImeiLocked: sim.imei_lock,
  ipAddress: sim.ip_address,
  activatedAt: sim.activation_date,
  dataQuota: QUOTA_STATES[sim.quota_status?.id ?? ''] ?? null,
  textQuota: QUOTA_STATES[sim.quota_status_SMS?.id ?? ''] ?? null,
});

/** v1 says `status` and one `pdp_context`, v2 `status.description` and several (§7.3, §8.1). */
export function toConnectivity(answer: z.infer<typeof connectivity>): FleetConnectivity {
  const said = answer.status?.toLowerCase();
  const { location } = answer;
  const countries = [location?.country, location?.operator?.country].flatMap((country) => [country?.iso_code, country?.['iso-code']]);
  const newest = (answer.pdp_contexts ?? []).toSorted((a, b) => (b.created?.getTime() ?? 0) - (a.created?.getTime() ?? 0))[0];
  return {
    state: STATES.find((state) => state === said) ?? null,
    operatorName: plainTextOrNull(location?.operator?.name, 100),
    countryCode: countries.map(countryCodeOf).find((code) => code !== null) ?? null,
    radioType: plainTextOrNull((newest ?? answer.pdp_context)?.rat_type?.description, 40),
    measuredAt: location?.last_updated ?? null,
  };
}

/** What is left may be negative after late records (§8.2): kept as it is, whoever shows it clamps. */
export const toQuota = (answer: z.infer<typeof quota>): FleetQuota => ({
  allowance: { isUnlimited: false, total: answer.total_volume, remaining: answer.volume },
  lastVolumeAdded: answer.last_volume_added,
  thresholdPercentage: answer.threshold_percentage,
  expiresAt: answer.expiry_date,
});

/** Data: rx = received by the SIM. SMS: rx = mobile originated, so sent by it (§7.5). */
export function toUsageDays({ stats }: z.infer<typeof usage>): FleetUsageDay[] {
  const days = stats.flatMap(({ date, data, sms }) => {
    if (date === null) return [];
    return [
      {
        date: date.toISOString().slice(0, 10),
        dataMegabytes: { received: data?.volume_rx ?? 0, sent: data?.volume_tx ?? 0 },
        texts: { received: sms?.volume_tx ?? 0, sent: sms?.volume_rx ?? 0 },
      },
    ];
  });
  return days.toSorted((a, b) => a.date.localeCompare(b.date));
}
