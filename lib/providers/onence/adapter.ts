import type { FleetProvider } from '@/lib/providers/fleet-provider';
import type { Account } from './account';
import { changeSim, changeSims } from './change-sims';
import { createOnenceClient } from './client';
import { resetConnection, sendText } from './device';
import type { OnenceConfig } from './env';
import { findTopUp, listOrders, listProducts, readOrder } from './orders';
import { readPush } from './push';
import { listEvents, listSims, listUsage, readConnectivity, readQuota, readSim } from './sims';
import { extend, setAutoTopUp, topUp } from './top-up';
import { createVersions } from './versions';

/** 1NCE behind the port of fleets. */
export function createOnenceAdapter(config: OnenceConfig): FleetProvider {
  const account: Account = { client: createOnenceClient(config), versions: createVersions() };
  return {
    id: 'onence',
    displayName: '1NCE',
    listSims: () => listSims(account),
    readSim: (iccid) => readSim(account, iccid),
    readConnectivity: (iccid) => readConnectivity(account, iccid),
    readQuota: (iccid, service) => readQuota(account, iccid, service),
    listUsage: (iccid, from, to) => listUsage(account, iccid, { from, to }),
    listEvents: (iccid) => listEvents(account, iccid),
    changeSim: (change) => changeSim(account, change),
    changeSims: (changes) => changeSims(account, changes),
    resetConnection: (iccid) => resetConnection(account, iccid),
    sendText: (iccid, text) => sendText(account, iccid, text),
    topUp: (iccids) => topUp(account, iccids),
    findTopUp: (iccids, since) => findTopUp(account, iccids, since),
    setAutoTopUp: (iccids, isEnabled) => setAutoTopUp(account, iccids, isEnabled),
    extend: (iccids, productId) => extend(account, iccids, productId),
    listOrders: () => listOrders(account),
    readOrder: (providerOrderId) => readOrder(account, providerOrderId),
    listProducts: () => listProducts(account),
    readPush: async (authorization, rawBody) => readPush(config, authorization, rawBody),
  };
}
