import type { Account } from './account.ts';
import { v1Stamp } from './answers.ts';
import { addressOf, imsiOf, msisdnOf, secondImsiOf, withLuhn } from './fleet.ts';
import type { Line, Service } from './line.ts';

/** `id` 0 more than 20 %, 1 less, 2 used up (§7.1). */
export function quotaStatus(account: Account, line: Line, service: Service): 0 | 1 | 2 {
  const left = account.remaining(line, service);
  if (left <= 0) return 2;
  return left <= line.quotas[service].total * 0.2 ? 1 : 0;
}

function wireStatus(account: Account, line: Line, service: Service) {
  const id = quotaStatus(account, line, service);
  const since = v1Stamp(line.quotas[service].changedAt, account.settings);
  const dates = service === 'data' ? { threshold_reached_date: id > 0 ? since : null, quota_exceeded_date: id === 2 ? since : null } : {};
  return { id, description: account.settings.quotaStatusTexts[id] ?? '', ...dates };
}

/** A SIM as v1 and v2 list it (§7.1). One that was never used lacks whatever only use brings. */
export function wireSim(account: Account, line: Line) {
  const { index, iccid, imei, activatedAt } = line.card;
  return {
    iccid,
    iccid_with_luhn: withLuhn(iccid),
    imsi: imsiOf(index),
    imsi_2: secondImsiOf(index),
    current_imsi: imsiOf(index),
    msisdn: msisdnOf(index),
    ...(imei === null ? {} : { imei }),
    imei_lock: line.imeiLock,
    status: line.isEnabled ? 'Enabled' : 'Disabled',
    ip_address: addressOf(index),
    label: line.label,
    ...(activatedAt === null
      ? {}
      : {
          activation_date: v1Stamp(activatedAt, account.settings),
          current_quota: line.quotas.data.total,
          quota_status: wireStatus(account, line, 'data'),
          current_quota_SMS: line.quotas.sms.total,
          quota_status_SMS: wireStatus(account, line, 'sms'),
        }),
  };
}
