import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expirePages } from '@/lib/catalog/expire-pages';
import PageCache, { policyFor } from '@/lib/web/page-cache.mjs';

type Page = { kind: 'APP_PAGE'; html: string; headers?: Record<string, string> };
type Cache = { get: (key: string) => Promise<{ value: Page } | null>; set: (key: string, value: Page, context: { tags: string[] }) => Promise<void>; revalidateTag: (tags: string[]) => Promise<void> };

const cache = new PageCache() as unknown as Cache;
const page = (html: string): Page => ({ kind: 'APP_PAGE', html });
const isKept = async (key: string) => (await cache.get(key)) !== null;
const keep = async (key: string, tag: string) => {
  await cache.set(key, page(key), { tags: [tag] });
  return isKept(key);
};

const listener = new pg.Client({ connectionString: process.env.DATABASE_URL });
// Listening begins with an empty cache.
beforeAll(() => cache.revalidateTag(['begin']));
afterAll(() => listener.end());

describe('the policy of a static page', () => {
  it('names the hash of every inline script, of others none, and never allows inline or eval', () => {
    const code = 'self.__next_f.push([1,"a"])';
    const policy = policyFor(`<script src="/a.js"></script><script>${code}</script><script type="speculationrules">{}</script>`) as string;
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
    expect(scripts).toContain(`'sha256-${createHash('sha256').update(code).digest('base64')}'`);
    expect(scripts.match(/sha256-/g)).toHaveLength(2);
    expect(scripts).not.toContain('unsafe');
  });

  it('enters the cache with the page, and stands in the first answer too', async () => {
    const first = page('<script>1</script>');
    await cache.set('policy', first, { tags: [] });
    expect(first.headers?.['content-security-policy']).toContain('sha256-');
  });
});

describe('the page cache', () => {
  it('forgets a page when one of its tags expires, and only such pages', async () => {
    await keep('a', 'plan:a');
    await keep('b', 'plan:b');
    await cache.revalidateTag(['plan:a']);
    expect([await isKept('a'), await isKept('b')]).toEqual([false, true]);
  });

  it('does not keep a page that was being made while its facts changed', async () => {
    await cache.revalidateTag(['plan:late']);
    expect(await keep('late', 'plan:late')).toBe(false);
    await vi.waitFor(async () => expect(await keep('late', 'plan:late')).toBe(true), { timeout: 5_000, interval: 100 });
  });

  it('hears from other processes which pages are out of date, and tells them', async () => {
    await listener.connect();
    await listener.query('LISTEN page_cache');
    const heard: string[] = [];
    listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await vi.waitFor(async () => {
      await keep('far', 'destination:far');
      await expirePages(['destination:far']);
      await expect.poll(() => isKept('far'), { timeout: 500 }).toBe(false);
    }, { timeout: 10_000 });
    await cache.revalidateTag(['plan:told']);
    await expect.poll(() => heard.some((payload) => payload.includes('plan:told'))).toBe(true);
  });

  it('keeps at most 64 MB, the pages asked for last', async () => {
    const big = 'x'.repeat(7 * 1024 * 1024);
    for (let index = 0; index < 10; index += 1) {
      await cache.set(`big-${index}`, page(big), { tags: [] });
      await isKept('big-0');
    }
    expect(await isKept('big-0')).toBe(true);
    expect(await isKept('big-1')).toBe(false);
    expect(await isKept('big-9')).toBe(true);
  });
});
