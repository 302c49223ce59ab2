import type { z } from 'zod';
import type { AiraloClient } from '@/lib/providers/airalo/client';
import { readMoment } from '@/lib/providers/airalo/read-moment';
import { walkPages } from '@/lib/providers/airalo/walk-pages';
import { plannedRow } from '@/lib/providers/airalo/wire-orders';
import { plainTextOrNull } from '@/lib/providers/plain-text';
import type { PlannedPurchase } from '@/lib/providers/esim-support';

export type PlannedState = NonNullable<PlannedPurchase['state']>;

const WORDS: Record<PlannedState, string> = { planned: 'pending', failed: 'failed', retrying: 'retry' };
const STATES = new Map(Object.entries(WORDS).map(([state, word]) => [word, state as PlannedState]));
const PAGE_SIZE = 25;

const toPlanned = (row: z.infer<typeof plannedRow>): PlannedPurchase => ({
  requestId: row.request_id, providerPlanId: row.package_id, quantity: row.quantity, dueAt: row.due_date, cancellableUntil: readMoment(row.latest_cancellation_date),
  state: STATES.get(row.status?.trim().toLowerCase() ?? '') ?? null, description: plainTextOrNull(row.description, 300),
});

/** §7.4: those of one state; one that was carried out is an order and stands here no more. */
export async function* listPlannedPurchases(client: AiraloClient, state: PlannedState): AsyncGenerator<PlannedPurchase> {
  const walk = { path: '/v2/future-orders', query: { status: WORDS[state] }, limit: PAGE_SIZE, row: plannedRow, keyOf: (row: z.infer<typeof plannedRow>) => row.request_id };
  for await (const row of walkPages(client, walk)) yield toPlanned(row);
}
