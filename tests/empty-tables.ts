import { db } from '@/lib/db/client';

type Table = 'catalogSync' | 'fleetRecord' | 'fleetRun' | 'fleetSim' | 'fleetTopUp' | 'providerCalls' | 'providerState' | 'providerTurn';

/** Nothing of the tests before is left in these tables, in this order. */
export async function emptyTables(...tables: Table[]): Promise<void> {
  for (const table of tables) await (db()[table] as { deleteMany: () => Promise<unknown> }).deleteMany();
}
