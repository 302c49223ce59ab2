import type { FleetProvider } from '@/lib/providers/fleet-provider';
import { observedMethods, type Lines } from '@/lib/providers/observed-methods';

const once = { priority: 'customer' } as const;
const stream = { priority: 'background', isStream: true } as const;

/** A push is their call, not ours. */
const LINES: Record<Exclude<keyof FleetProvider, 'id' | 'displayName' | 'limits' | 'isPushConfigured' | 'readPush' | 'isPushFrom' | 'readWebhook'>, Lines[string]> = {
  listSims: stream, readSim: once, readConnectivity: once, readQuota: once, listUsage: once, listEvents: stream, changeSim: once, changeSims: stream,
  resetConnection: once, sendText: once, topUp: { priority: 'top-up' }, findTopUp: { priority: 'top-up' }, setAutoTopUp: once, extend: once,
  readLimits: once, listSelectableLimits: once, setLimits: once, readCell: once, listTexts: stream, cancelText: once,
  listOrders: stream, readOrder: once, listProducts: once, getBalance: { priority: 'background' },
};

/** The same fleet, every operation through its circuit, in its line, timed and counted. */
export const observedFleet = (fleet: FleetProvider): FleetProvider => observedMethods(fleet.id, fleet, LINES);
