// Next's page and data cache, kept in this process's memory. Two things more than Next's own:
// a page enters with a Content-Security-Policy made of the hashes of its inline scripts, so static pages need no nonce;
// and tags expired anywhere (the worker's catalogue sync, another web process) expire here, through PostgreSQL NOTIFY.
import { createHash } from 'node:crypto';
import pg from 'pg';

const MAX_BYTES = 64 * 1024 * 1024;
const RECONNECT_MS = 1_000;
// A page that was being made when its facts changed enters the cache afterwards, and old; it must not stay.
const LATE_MS = 1_000;
const shared = (globalThis.simplifyPageCache ??= { entries: new Map(), size: 0, tags: new Map(), listener: null, listenAgainAt: 0 });

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

export function policyFor(html) {
  const hashes = new Set();
  for (const [, code] of html.matchAll(INLINE_SCRIPT)) hashes.add(`'sha256-${createHash('sha256').update(code).digest('base64')}'`);
  return [
    "default-src 'self'", `script-src 'self' ${[...hashes].join(' ')}`.trim(), "style-src 'self' 'unsafe-inline'", "img-src 'self' data:",
    "font-src 'self'", "connect-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
  ].join('; ');
}

function forget(key) {
  const old = shared.entries.get(key);
  if (!old) return;
  shared.size -= old.size;
  shared.entries.delete(key);
}

function expire(tags) {
  for (const [tag, at] of Object.entries(tags)) shared.tags.set(tag, Math.max(at, shared.tags.get(tag) ?? 0));
}

function forgetAll() {
  shared.entries.clear();
  shared.size = 0;
}

async function listen() {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL, application_name: 'page-cache', keepAlive: true });
  client.on('error', () => {
    shared.listener = null;
  });
  client.on('notification', ({ payload }) => expire(JSON.parse(payload ?? '{}')));
  await client.connect();
  await client.query('LISTEN page_cache');
  // What was said while nobody listened is unknown. Pages stay while the database is away and go when it is back.
  forgetAll();
  return client;
}

function bus() {
  if (!shared.listener && Date.now() >= shared.listenAgainAt) {
    shared.listenAgainAt = Date.now() + RECONNECT_MS;
    shared.listener = listen().catch(() => {
      shared.listener = null;
      return null;
    });
  }
  return shared.listener;
}

const sizeOf = (value) => (value.html?.length ?? value.body?.length ?? JSON.stringify(value.data ?? value).length) + (value.rscData?.length ?? 0);

export default class PageCache {
  constructor() {
    if (process.env.DATABASE_URL && process.env.NEXT_PHASE !== 'phase-production-build') void bus();
  }

  async get(key, context = {}) {
    const entry = shared.entries.get(key);
    if (!entry) return null;
    const tags = [...entry.tags, ...(context.softTags ?? [])];
    if (tags.some((tag) => (shared.tags.get(tag) ?? -LATE_MS) + LATE_MS >= entry.lastModified)) return null;
    shared.entries.delete(key);
    shared.entries.set(key, entry);
    return { value: entry.value, lastModified: entry.lastModified };
  }

  async set(key, value, context = {}) {
    forget(key);
    if (!value) return;
    if (value.kind === 'APP_PAGE' && value.html) (value.headers ??= {})['content-security-policy'] = policyFor(value.html.toString());
    const tags = [...(context.tags ?? []), ...(value.tags ?? []), ...(value.headers?.['x-next-cache-tags']?.split(',') ?? [])];
    const size = sizeOf(value);
    shared.entries.set(key, { value, lastModified: Date.now(), tags, size });
    shared.size += size;
    for (const oldest of shared.entries.keys()) {
      if (shared.size <= MAX_BYTES) break;
      forget(oldest);
    }
  }

  async revalidateTag(tags) {
    const at = Date.now();
    const notice = Object.fromEntries([tags].flat().map((tag) => [tag, at]));
    expire(notice);
    const client = await bus();
    await client?.query('SELECT pg_notify($1, $2)', ['page_cache', JSON.stringify(notice)]);
  }

  resetRequestCache() {}
}
