import 'server-only';
import { createClient, ErrorReply } from '@redis/client';
import { log } from '@/lib/log';
import { within } from '@/lib/redis/within';

const CONNECT_MS = 2_000;

const newClient = (url: string) => createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false } });
type Client = ReturnType<typeof newClient>;

/** One connection, opened when it is asked for, never waited for after it broke or fell silent, and no reason for a process to stay. */
export type Redis = {
  /** What `work` answers. Rejects when Redis cannot be reached or says nothing for two seconds, and once when it is not the one it was: then what it knew is gone. */
  ask: <Result>(work: (client: Client) => Promise<Result>) => Promise<Result>;
  isReady: () => boolean;
  close: () => void;
};

const noLife = (error: unknown): string => {
  if (error instanceof ErrorReply) return '';
  throw error;
};
/** Empty where it may not be asked. */
const lifeOf = async (client: Client): Promise<string> => /run_id:(\w+)/.exec(await client.info('server').catch(noLife))?.[1] ?? '';

/** A connection that gives no answer in time is given up, and with it all that was asked over it. */
async function orDestroy<Result>(client: Client, work: Promise<Result>): Promise<Result> {
  try {
    return await within(work);
  } catch (error) {
    if (!(error instanceof ErrorReply)) client.destroy();
    throw error;
  }
}

export function redisAt(url: string): Redis {
  let client: Client | undefined;
  let life: string | undefined;
  let attempt: Promise<Client> | undefined;

  async function open(): Promise<Client> {
    const fresh = newClient(url);
    fresh.on('error', (error: unknown) => log.debug({ error }, 'redis.connection.lost'));
    const found = await orDestroy(fresh, fresh.connect().then(lifeOf));
    // From here on whoever asks keeps the process alive until the answer is there.
    fresh.unref();
    const isAnother = life !== undefined && life !== found;
    client = fresh;
    life = found;
    if (isAnother) throw new Error('Redis was started anew');
    return fresh;
  }

  async function ready(): Promise<Client> {
    if (client?.isReady) return client;
    attempt ??= open().finally(() => (attempt = undefined));
    return attempt;
  }

  return {
    ask: async (work) => {
      const asked = await ready();
      return orDestroy(asked, work(asked));
    },
    isReady: () => client?.isReady ?? false,
    close: () => client?.destroy(),
  };
}
