import PageCache from '@/lib/web/page-cache.mjs';

type Handlers = { FetchCache?: typeof PageCache };
const HANDLERS = Symbol.for('@next/cache-handlers');

/** Pages live in this process's memory, with their Content-Security-Policy. Named in next.config, the module would be imported anew twice per request, a third of a page's cost. */
export function installPageCache(): void {
  const held = globalThis as typeof globalThis & { [HANDLERS]?: Handlers };
  held[HANDLERS] = { ...held[HANDLERS], FetchCache: PageCache };
}
