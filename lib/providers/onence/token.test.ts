import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb, pool } from '@/lib/db/client';
import type { Reply } from '@/lib/http/scripted-server';
import { createOnenceAdapter } from '@/lib/providers/onence/adapter';
import { ICCID, scriptedAccount } from '@/lib/providers/onence/scripted-account';
import { freshUntil } from '@/lib/providers/onence/token';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

async function account(...given: Parameters<typeof scriptedAccount>) {
  const made = await scriptedAccount(...given);
  stops.push(made.stop);
  const tokenCalls = () => made.server.requests.filter(({ path }) => path.endsWith('/oauth/token'));
  return { ...made, tokenCalls };
}
const card = { body: { iccid: ICCID } };
const tokenOf = (value: string, lifetime?: number): Reply => ({ body: { access_token: value, token_type: 'bearer', ...(lifetime === undefined ? {} : { expires_in: lifetime }) } });

describe('how long a token is used', () => {
  test('as long as they say, less a minute (§2)', () => expect(freshUntil(3_600, 1_000)).toBe(1_000 + 3_540_000));
  test('a very short one half of its life', () => expect(freshUntil(60, 0)).toBe(30_000));
});

describe('the token call (§1.3, §2)', () => {
  test('carries HTTP Basic and a JSON body, under /management-api', async () => {
    const { fleet, config, tokenCalls } = await account(() => card);
    await fleet.readSim(ICCID);
    const [sent] = tokenCalls();
    expect(sent).toMatchObject({ method: 'POST', path: '/management-api/oauth/token', body: '{"grant_type":"client_credentials"}' });
    expect(sent?.headers).toMatchObject({ 'content-type': 'application/json', authorization: `Basic ${btoa(`${config.clientId}:s3cret`)}` });
  });

  test('later calls carry the bearer token', async () => {
    const { fleet, server } = await account(() => card);
    await fleet.readSim(ICCID);
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer first-access-token');
  });

  test.each(['BadCredentials', 'AuthValidationError', 'CognitoAuthenticationError'])('a 400 %s means that our credentials are wrong', async (errorCode) => {
    const { fleet, asked } = await account(() => card, { token: () => ({ status: 400, body: { statusCode: 400, errorCode, message: 'User does not exist.' } }) });
    await expect(fleet.topUp([ICCID])).rejects.toMatchObject({ code: 'unauthorized', message: `onence: no token (${errorCode})` });
    expect(asked()).toEqual([]);
  });

  test('a 400 without a body does so too', async () => {
    const { fleet } = await account(() => card, { token: () => ({ status: 400 }) });
    await expect(fleet.readSim(ICCID)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  test.each([[{ status: 404 }], [{ status: 200, body: 'not a token' }], ['hang-up' as const]])('any other failure of it leaves nothing in doubt, even for a top-up', async (reply) => {
    const { fleet, asked } = await account(() => card, { token: () => reply });
    const error = await fleet.topUp([ICCID]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expect.stringMatching(/^(unavailable|rejected)$/) });
    expect(asked()).toEqual([]);
  });

  test('a secret or a token never stands in an error', async () => {
    const { fleet } = await account(() => card, { token: () => ({ status: 200, body: { access_token: 7, note: 'leaked-token' } }) });
    const error: unknown = await fleet.readSim(ICCID).catch((thrown: unknown) => thrown);
    expect(JSON.stringify([error, Object.entries(error as object), String(error)])).not.toMatch(/leaked-token|s3cret/);
  });
});

describe('one token for everybody', () => {
  test('thirty callers in two processes cause one token call', async () => {
    const { fleet, config, tokenCalls } = await account(() => card);
    const other = createOnenceAdapter(config);
    await Promise.all(Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? fleet : other).readSim(ICCID)));
    expect(tokenCalls()).toHaveLength(1);
  });

  test('it is stored sealed, 3000 characters and all (§2)', async () => {
    const long = `eyJ${randomUUID().repeat(85)}`;
    const { fleet, config, server, tokenCalls } = await account(() => card, { token: () => tokenOf(long, 3_600) });
    await fleet.readSim(ICCID);
    await createOnenceAdapter(config).readSim(ICCID);
    expect(tokenCalls()).toHaveLength(1);
    expect(server.requests.at(-1)?.headers.authorization).toBe(`Bearer ${long}`);
    const { rows } = await pool().query('SELECT * FROM "SharedSecret"');
    expect(JSON.stringify(rows)).not.toContain(long.slice(0, 60));
  });

  test('the same client at another address has another token', async () => {
    const one = await account(() => card);
    const other = await account(() => card, { config: { clientId: one.config.clientId } });
    await one.fleet.readSim(ICCID);
    await other.fleet.readSim(ICCID);
    expect(other.tokenCalls()).toHaveLength(1);
  });

  test('an unstated lifetime is ten minutes, not for ever', async () => {
    const { fleet } = await account(() => card, { token: () => tokenOf('unstated') });
    const before = Date.now();
    await fleet.readSim(ICCID);
    const { rows } = await pool().query<{ expiresAt: Date }>('SELECT "expiresAt" FROM "SharedSecret" ORDER BY "expiresAt"');
    expect(rows.some(({ expiresAt }) => Math.abs(expiresAt.getTime() - before - 540_000) < 30_000)).toBe(true);
  });
});

describe('a token refused in mid-life', () => {
  test('is replaced and the call repeated once', async () => {
    let issued = 0;
    const { fleet, server, tokenCalls } = await account(({ headers }) => (headers.authorization === 'Bearer token-2' ? card : { status: 401 }), { token: () => tokenOf(`token-${(issued += 1)}`, 3_600) });
    expect(await fleet.readSim(ICCID)).toMatchObject({ iccid: ICCID });
    expect(tokenCalls()).toHaveLength(2);
    expect(server.requests).toHaveLength(4);
  });

  test('twice refused is wrong credentials', async () => {
    const { fleet, asked } = await account(() => ({ status: 401 }));
    await expect(fleet.readSim(ICCID)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(asked()).toHaveLength(2);
  });
});
