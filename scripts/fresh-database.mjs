import { randomUUID } from 'node:crypto';
import { startPostgres } from './embedded-postgres.mjs';

async function administer(server, statement) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** An empty database nobody else uses: on the given server, dropped by `stop`, or in an embedded cluster that `stop` ends. */
export async function freshDatabaseOn({ server, dataDir }) {
  if (!server) return startPostgres({ dataDir });
  const name = `simplify_test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, stop: () => administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
