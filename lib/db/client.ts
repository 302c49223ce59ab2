import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { PrismaClient } from '@/generated/prisma/client';

type Held = { pool?: pg.Pool; prisma?: PrismaClient };
const held = globalThis as typeof globalThis & { simplifyDb?: Held };
const slot = (held.simplifyDb ??= {});

function openPool(): pg.Pool {
  const opened = new pg.Pool({ connectionString: env().DATABASE_URL, max: 20 });
  // A server that restarts ends idle connections; the next query opens a new one.
  opened.on('error', (error) => log.warn({ error }, 'database.connection.lost'));
  opened.on('connect', (client) => client.on('error', (error) => log.warn({ error }, 'database.connection.lost')));
  return opened;
}

/** The one connection pool of this process: Prisma, plain SQL and the job queue share it. */
export function pool(): pg.Pool {
  slot.pool ??= openPool();
  return slot.pool;
}

/** Prisma on that pool. */
export function db(): PrismaClient {
  slot.prisma ??= new PrismaClient({ adapter: new PrismaPg(pool()) });
  return slot.prisma;
}

/** Prisma inside a transaction. */
export type Tx = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

export async function closeDb(): Promise<void> {
  await slot.prisma?.$disconnect();
  await slot.pool?.end();
  delete slot.prisma;
  delete slot.pool;
}
