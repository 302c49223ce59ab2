import { scriptedServer, type Received, type Reply } from '@/lib/http/scripted-server';

export type Answered = { status: number; headers: Record<string, string>; body: Buffer };

/** What happens on the way to a service; nothing set = everything goes through. */
export type Interference = {
  /** An answer in its place; null = let it through, once that is said. */
  instead?: ((received: Received) => Reply | null | Promise<Reply | null>) | undefined;
  /** Its answer changed, or lost. */
  after?: ((received: Received, answered: Answered) => Answered | 'hang-up' | Promise<Answered | 'hang-up'>) | undefined;
};

const HOP = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);
const forwarded = (headers: Received['headers']) =>
  Object.entries(headers).flatMap(([name, value]): [string, string][] => (HOP.has(name) || value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]]));

async function ask(origin: string, { method, path, headers, body }: Received): Promise<Answered> {
  const isBodiless = method === 'GET' || method === 'HEAD';
  const response = await fetch(`${origin}${path}`, { method, headers: forwarded(headers), redirect: 'manual', ...(isBodiless ? {} : { body: Buffer.from(body, 'latin1') }) });
  return { status: response.status, headers: Object.fromEntries([...response.headers].filter(([name]) => !HOP.has(name))), body: Buffer.from(await response.arrayBuffer()) };
}

/** A wire to a service that can be interfered with, and remembers all that was asked; tests only. */
export async function between(target: string) {
  const { origin, pathname } = new URL(target);
  const wire: Interference = {};
  const server = await scriptedServer(async (received) => {
    const instead = (await wire.instead?.(received)) ?? null;
    if (instead !== null) return instead;
    const answered = await ask(origin, received).catch((): 'hang-up' => 'hang-up');
    return answered === 'hang-up' ? answered : ((await wire.after?.(received, answered)) ?? answered);
  });
  return {
    wire,
    url: `${server.url}${pathname.replace(/\/$/, '')}`,
    requests: server.requests,
    /** Everything goes through again, and nothing is remembered. */
    clear: () => {
      wire.instead = undefined;
      wire.after = undefined;
      server.requests.length = 0;
    },
    stop: server.stop,
  };
}
export type Wire = Awaited<ReturnType<typeof between>>;

/** The same JSON answer with something in it changed. */
export function changedJson(answered: Answered, change: (body: Record<string, unknown>) => unknown): Answered {
  const body = JSON.parse(answered.body.toString('utf8')) as Record<string, unknown>;
  return { ...answered, body: Buffer.from(JSON.stringify(change(body))) };
}
