import type { Sql } from '@/lib/db/sql';
import { enqueue } from '@/lib/jobs/enqueue';

/** In the transaction that changes plans: their pages go even if this process dies right after it. Expiring twice only makes them anew twice. */
export async function enqueueExpiry(sql: Sql, tags: readonly string[]): Promise<void> {
  if (tags.length > 0) await enqueue(sql, { name: 'catalog.expire-pages', payload: { tags: [...new Set(tags)] }, priority: -1 });
}
