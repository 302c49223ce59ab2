import { firstOf, lookThrough, type Looked, type Table } from '@/lib/operations/look-through';
import type { FleetProvider } from '@/lib/providers/fleet-provider';

const SIM = ['iccid'] as const;
const WEEK_MS = 6 * 86_400_000;
const day = (moment: Date) => moment.toISOString().slice(0, 10);

const FLEET = {
  listSims: { read: async (fleet, known) => (known.iccid ||= (await firstOf(fleet.listSims()))[0]?.iccid ?? '') },
  listOrders: { read: async (fleet, known) => (known.providerOrderId ||= (await firstOf(fleet.listOrders()))[0]?.providerOrderId ?? '') },
  readOrder: { needs: ['providerOrderId'], read: (fleet, { providerOrderId }) => fleet.readOrder(providerOrderId) },
  listProducts: { read: (fleet) => fleet.listProducts() },
  getBalance: { read: (fleet) => fleet.getBalance?.() },
  readLimits: { read: (fleet) => fleet.readLimits?.() },
  listSelectableLimits: {
    reads: { data: (fleet) => fleet.listSelectableLimits?.('data'), textReceived: (fleet) => fleet.listSelectableLimits?.('textReceived'), textSent: (fleet) => fleet.listSelectableLimits?.('textSent') },
  },
  readSim: { needs: SIM, read: (fleet, { iccid }) => fleet.readSim(iccid) },
  readConnectivity: { needs: SIM, read: (fleet, { iccid }) => fleet.readConnectivity(iccid) },
  readQuota: { needs: SIM, reads: { data: (fleet, { iccid }) => fleet.readQuota(iccid, 'data'), text: (fleet, { iccid }) => fleet.readQuota(iccid, 'text') } },
  listUsage: { needs: SIM, read: (fleet, { iccid, now }) => fleet.listUsage(iccid, day(new Date(now.getTime() - WEEK_MS)), day(now)) },
  listEvents: { needs: SIM, read: (fleet, { iccid }) => firstOf(fleet.listEvents(iccid)) },
  listTexts: { needs: SIM, read: (fleet, { iccid }) => firstOf(fleet.listTexts?.(iccid)) },
  readCell: { needs: SIM, read: (fleet, { iccid }) => fleet.readCell?.(iccid) },
  findTopUp: { needs: SIM, read: (fleet, { iccid, now }) => fleet.findTopUp([iccid], now) },
  changeSim: 'acts', changeSims: 'acts', resetConnection: 'acts', sendText: 'acts', topUp: 'acts', setAutoTopUp: 'acts', extend: 'acts', setLimits: 'acts', cancelText: 'acts',
  readWebhook: 'asks nobody', readPush: 'asks nobody', isPushFrom: 'asks nobody',
} satisfies Table<FleetProvider>;

/** Reads one page of everything a fleet lets us read; orders, changes and sends nothing. */
export const readWholeFleet = (fleet: FleetProvider, now: Date): Promise<Looked[]> => lookThrough<FleetProvider>(fleet, FLEET, { now, iccid: '', providerPlanId: '', providerOrderId: '' });
