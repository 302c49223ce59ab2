import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';

/** PostgreSQL takes 8,000 bytes a notice; tags are short. */
const TAGS_PER_NOTICE = 60;

/** Tells every web process that pages with these tags are out of date; they are made anew on their next request. */
export async function expirePages(tags: readonly string[]): Promise<void> {
  const at = Date.now();
  for (let from = 0; from < tags.length; from += TAGS_PER_NOTICE) {
    const notice = Object.fromEntries(tags.slice(from, from + TAGS_PER_NOTICE).map((tag) => [tag, at]));
    await rows(pool(), `SELECT pg_notify('page_cache', $1)::text AS sent`, [JSON.stringify(notice)]);
  }
}
