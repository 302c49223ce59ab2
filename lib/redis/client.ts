import 'server-only';
import { createClient } from '@redis/client';
import { log } from '@/lib/log';

const CONNECT_MS = 2_000;

const newClient = (url: string) => createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false } });
type Client = ReturnType<typeof newClient>;

/** One connection, opened when it is asked for, never waited for after it broke, and no reason for a process to stay. */
export type Redis = {
  /** Rejects when Redis cannot be reached, and once when it is not the one it was: then what it knew is gone. */
  client: () => Promise<Client>;
  isReady: () => boolean;
  close: () => void;
};

const lifeOf = async (client: Client): Promise<string> => /run_id:(\w+)/.exec(await client.info('server').catch(() => ''))?.[1] ?? '';

export function redisAt(url: string): Redis {
  let client: Client | undefined;
  let life: string | undefined;
  let attempt: Promise<Client> | undefined;

  async function open(): Promise<Client> {
    const fresh = newClient(url);
    fresh.on('error', (error: unknown) => log.debug({ error }, 'redis.connection.lost'));
    await fresh.connect();
    const found = await lifeOf(fresh);
    // From here on whoever asks keeps the process alive until the answer is there.
    fresh.unref();
    const isAnother = life !== undefined && life !== found;
    client = fresh;
    life = found;
    if (isAnother) throw new Error('Redis was started anew');
    return fresh;
  }

  return {
    client: () => {
      if (client?.isReady) return Promise.resolve(client);
      attempt ??= open().finally(() => (attempt = undefined));
      return attempt;
    },
    isReady: () => client?.isReady ?? false,
    close: () => client?.destroy(),
  };
}
