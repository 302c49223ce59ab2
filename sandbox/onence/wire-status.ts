import { iso, spaceStamp } from './answers.ts';
import type { Reach } from './connectivity.ts';
import { addressOf, imsiOf } from './fleet.ts';
import type { Line } from './line.ts';
import { type Network, networkOf } from './networks.ts';

interface Facts {
  line: Line;
  reach: Reach;
  isCapped: boolean;
  at: number;
}

const HOUR = 3_600_000;
const SEEN_BEFORE_MS: Record<Reach, number> = { ONLINE: 60_000, BLOCKED: 60_000, ATTACHED: 5 * HOUR, OFFLINE: 50 * HOUR };

// `iso-code` in v1, `iso_code` in v2 (§7.3).
const countryV1 = ({ country }: Network) => ({
  country_id: String(country.id), name: country.name, country_code: country.code, mcc: country.mcc,
  'iso-code': country.iso, latitude: country.latitude, longitude: country.longitude,
});

/** v1: OFFLINE, ATTACHED or ONLINE in one flat word; a blocked device is merely attached (§7.3). */
export function wireStatusV1({ line, reach, at }: Facts) {
  const { index, iccid, activatedAt, imei, radio } = line.card;
  const network = networkOf(index);
  const operator = { id: String(network.id), name: network.name, country: { id: String(network.country.id), name: network.country.name, 'iso-code': network.country.iso } };
  const location = {
    iccid,
    imsi: imsiOf(index),
    last_updated: iso(at - SEEN_BEFORE_MS[reach]),
    operator_id: String(network.id),
    operator,
    country: countryV1(network),
    sgsn_number: '491600300000',
    vlr_number: '491710000000',
    msc: '491710300000',
    sgsn_ip_address: '192.0.2.1',
  };
  const context = {
    pdp_context_id: String(1_898_708_000 + index),
    endpoint_id: String(10_458_000 + index),
    ue_ip_address: addressOf(index),
    imeisv: `${imei ?? ''}00`.slice(0, 16),
    duration: '02:39:10',
    rat_type: { rat_type_id: radio.id, description: radio.description },
  };
  return {
    status: reach === 'BLOCKED' ? 'ATTACHED' : reach,
    ...(activatedAt === null ? {} : { location }),
    ...(reach === 'ONLINE' ? { pdp_context: context } : {}),
    services: line.isEnabled ? ['DATA', 'SMS'] : [],
  };
}

/** v2: a nested word, BLOCKED, the limit's state and a list of contexts (§8.1). */
export function wireStatusV2({ line, reach, isCapped, at }: Facts) {
  const { index, iccid, activatedAt } = line.card;
  const { id, name, mnc, country } = networkOf(index);
  const location = {
    iccid,
    imsi: imsiOf(index),
    last_updated: spaceStamp(at - SEEN_BEFORE_MS[reach]),
    operator_id: String(id),
    mme_name: 'mme1',
    mme_realm: 'epc.sandbox.example',
    operator: { id, name, mnc, country: { id: country.id, name: country.name, iso_code: country.iso } },
    country: { country_id: String(country.id), name: country.name, country_code: country.code, mcc: country.mcc, iso_code: country.iso },
  };
  return {
    status: { description: reach },
    data_traffic_limit_state: { description: isCapped ? 'REACHED' : 'NOT_REACHED' },
    ...(activatedAt === null ? {} : { location }),
    pdp_contexts: reach === 'ONLINE' ? [contextV2(line, at)] : [],
    services: line.isEnabled ? ['DATA', 'SMS'] : [],
  };
}

function contextV2({ card }: Line, at: number) {
  const { index, imei, radio } = card;
  const { mnc, country } = networkOf(index);
  const cell = { lac: '40217', ci: String(12 + index), sac: '7', rac: '8' };
  const tracking = { tac: '4711', eci: String(12 + index) };
  const isNew = radio.description === '4G' || radio.description === 'NB-IoT';
  return {
    pdp_context_id: String(92_415 + index),
    imsi: imsiOf(index),
    ue_ip_address: addressOf(index),
    imeisv: `${imei ?? ''}00`.slice(0, 16),
    mcc: country.mcc,
    mnc,
    apn: 'iot.1nce.net',
    region: 'us-east-1',
    rat_type: { rat_type_id: radio.id, description: radio.description },
    created: iso(at - 2 * HOUR),
    ...(isNew ? { gtp_v2_uli: tracking } : { ...cell, gtp_v1_uli: cell }),
  };
}
