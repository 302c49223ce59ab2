import type { FleetProvider } from '@/lib/providers/fleet-provider';
import { recordProviderCall } from '@/lib/providers/observed-provider';

async function observe<Result>(provider: string, operation: string, call: () => Promise<Result>): Promise<Result> {
  const ended = recordProviderCall(provider, operation);
  try {
    const result = await call();
    ended();
    return result;
  } catch (error) {
    ended(error);
    throw error;
  }
}

async function* observeList<Item>(provider: string, operation: string, items: AsyncIterable<Item>): AsyncGenerator<Item> {
  const ended = recordProviderCall(provider, operation);
  try {
    yield* items;
  } catch (error) {
    ended(error);
    throw error;
  }
  ended();
}

/** The same fleet, with every operation timed, counted and noted. A push is their call, not ours. */
export function observedFleet(fleet: FleetProvider): FleetProvider {
  const once = <Result>(operation: string, call: () => Promise<Result>) => observe(fleet.id, operation, call);
  const list = <Item>(operation: string, items: AsyncIterable<Item>) => observeList(fleet.id, operation, items);
  return {
    ...fleet,
    listSims: () => list('listSims', fleet.listSims()),
    readSim: (iccid) => once('readSim', () => fleet.readSim(iccid)),
    readConnectivity: (iccid) => once('readConnectivity', () => fleet.readConnectivity(iccid)),
    readQuota: (iccid, service) => once('readQuota', () => fleet.readQuota(iccid, service)),
    listUsage: (iccid, from, to) => once('listUsage', () => fleet.listUsage(iccid, from, to)),
    listEvents: (iccid) => list('listEvents', fleet.listEvents(iccid)),
    changeSim: (change) => once('changeSim', () => fleet.changeSim(change)),
    changeSims: (changes) => list('changeSims', fleet.changeSims(changes)),
    resetConnection: (iccid) => once('resetConnection', () => fleet.resetConnection(iccid)),
    sendText: (iccid, text) => once('sendText', () => fleet.sendText(iccid, text)),
    topUp: (iccids) => once('topUp', () => fleet.topUp(iccids)),
    findTopUp: (iccids, since) => once('findTopUp', () => fleet.findTopUp(iccids, since)),
    setAutoTopUp: (iccids, isEnabled) => once('setAutoTopUp', () => fleet.setAutoTopUp(iccids, isEnabled)),
    extend: (iccids, productId) => once('extend', () => fleet.extend(iccids, productId)),
    listOrders: () => list('listOrders', fleet.listOrders()),
    readOrder: (providerOrderId) => once('readOrder', () => fleet.readOrder(providerOrderId)),
    listProducts: () => once('listProducts', () => fleet.listProducts()),
  };
}
