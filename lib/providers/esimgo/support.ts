import type { EsimSupport } from '@/lib/providers/esim-support';
import { applyStock } from '@/lib/providers/esimgo/apply-stock';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { deactivateEsim } from '@/lib/providers/esimgo/deactivate-esim';
import { findAppliedStock } from '@/lib/providers/esimgo/find-applied-stock';
import { isSuspended } from '@/lib/providers/esimgo/is-suspended';
import { labelEsim } from '@/lib/providers/esimgo/label-esim';
import { listEsims } from '@/lib/providers/esimgo/list-esims';
import { listNetworks } from '@/lib/providers/esimgo/list-networks';
import { listOrders } from '@/lib/providers/esimgo/list-orders';
import { listStock } from '@/lib/providers/esimgo/list-stock';
import { isCompatible } from '@/lib/providers/esimgo/list-top-ups';
import { readHistory } from '@/lib/providers/esimgo/read-history';
import { readPlanFacts } from '@/lib/providers/esimgo/read-plan-facts';
import { readQrCodes } from '@/lib/providers/esimgo/read-qr-codes';
import { readSighting } from '@/lib/providers/esimgo/read-sighting';
import { readBundle } from '@/lib/providers/esimgo/read-usage';
import { refreshNetwork } from '@/lib/providers/esimgo/refresh-network';
import { refundStock } from '@/lib/providers/esimgo/refund-stock';
import { revokeBundle } from '@/lib/providers/esimgo/revoke-bundle';
import { sendText } from '@/lib/providers/esimgo/send-text';
import { suspendEsim } from '@/lib/providers/esimgo/suspend-esim';

/** What staff can do here. Charging our saved card (`POST /organisation/balance`) is left out on purpose. */
export const esimGoSupport = (client: EsimGoClient): EsimSupport => ({
  refreshNetwork: (iccid) => refreshNetwork(client, iccid),
  sendText: (iccid, message) => sendText(client, iccid, message),
  readSighting: (iccid) => readSighting(client, iccid),
  readHistory: (iccid) => readHistory(client, iccid),
  labelEsim: (iccid, label) => labelEsim(client, iccid, label),
  isCompatible: (iccid, providerPlanId) => isCompatible(client, iccid, providerPlanId),
  readBundle: (iccid, providerPlanId) => readBundle(client, iccid, providerPlanId),
  revokeBundle: (revocation) => revokeBundle(client, revocation),
  listEsims: (filter) => listEsims(client, filter),
  listOrders: (filter) => listOrders(client, filter),
  readQrCodes: (providerOrderId) => readQrCodes(client, providerOrderId),
  suspendEsim: (iccid, suspended) => suspendEsim(client, iccid, suspended),
  isSuspended: (iccid) => isSuspended(client, iccid),
  deactivateEsim: (iccid, confirmedIccid) => deactivateEsim(client, iccid, confirmedIccid),
  listNetworks: (countryCodes) => listNetworks(client, countryCodes),
  listStock: () => listStock(client),
  applyStock: (iccid, providerPlanId) => applyStock(client, iccid, providerPlanId),
  findAppliedStock: (wish) => findAppliedStock(client, wish),
  refundStock: (stockId, quantity) => refundStock(client, stockId, quantity),
  readPlanFacts: (providerPlanId) => readPlanFacts(client, providerPlanId),
});
