import type { FleetProvider } from '@/lib/providers/fleet-provider';
import type { Account } from './account';
import { changeSim, changeSims } from './change-sims';
import { createOnenceClient } from './client';
import type { OnenceConfig } from './env';
import { listSelectableLimits, readLimits, setLimits } from './limits';
import { listLimits } from './list-limits';
import { listSims } from './list-sims';
import { findTopUp, listOrders, listProducts, readOrder } from './orders';
import { isFromStream, readPush } from './push';
import { resetConnection } from './reset-connection';
import { listEvents, listUsage, readCell, readConnectivity, readQuota, readSim } from './sims';
import { cancelText, listTexts, sendText } from './texts';
import { extend, setAutoTopUp, topUp } from './top-up';
import { createVersions } from './versions';

/** 1NCE behind the port of fleets. */
export function createOnenceAdapter(config: OnenceConfig): FleetProvider {
  const account: Account = { client: createOnenceClient(config), versions: createVersions() };
  return {
    id: 'onence',
    displayName: '1NCE',
    limits: listLimits(config),
    listSims: () => listSims(account),
    readSim: (iccid) => readSim(account, iccid),
    readConnectivity: (iccid) => readConnectivity(account, iccid),
    readCell: (iccid) => readCell(account, iccid),
    readQuota: (iccid, service) => readQuota(account, iccid, service),
    listUsage: (iccid, from, to) => listUsage(account, iccid, { from, to }),
    listEvents: (iccid) => listEvents(account, iccid),
    changeSim: (change) => changeSim(account, change),
    changeSims: (changes) => changeSims(account, changes),
    resetConnection: (iccid) => resetConnection(account, iccid),
    sendText: (iccid, text) => sendText(account, iccid, text),
    listTexts: (iccid) => listTexts(account, iccid),
    cancelText: (iccid, providerTextId) => cancelText(account, iccid, providerTextId),
    readLimits: () => readLimits(account),
    listSelectableLimits: (service) => listSelectableLimits(account, service),
    setLimits: (limitIds) => setLimits(account, limitIds),
    topUp: (iccids) => topUp(account, iccids),
    findTopUp: (iccids, since) => findTopUp(account, iccids, since),
    setAutoTopUp: (iccids, isEnabled) => setAutoTopUp(account, iccids, isEnabled),
    extend: (iccids, productId) => extend(account, iccids, productId),
    listOrders: () => listOrders(account),
    readOrder: (providerOrderId) => readOrder(account, providerOrderId),
    listProducts: () => listProducts(account),
    isPushConfigured: config.stream !== null,
    isPushFrom: (authorization) => isFromStream(authorization, config),
    readPush: async (authorization, rawBody) => readPush(config, authorization, rawBody),
  };
}
