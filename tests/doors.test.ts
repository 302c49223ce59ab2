import { inRequest, OWN_ORIGIN, sessionCookie } from '@/tests/in-request';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, test } from 'vitest';
import { startCheckout } from '@/app/[locale]/(shop)/checkout/actions';
import { sendOrderLink } from '@/app/[locale]/(shop)/orders/actions';
import { close, openAnswer, readAgain, refund, sendAgain, startAgain } from '@/app/[locale]/admin/orders/[orderId]/actions';
import { askForRefund, checkFit, checkTakingBack, label, reconnect, sendText, suspend, takeBack } from '@/app/[locale]/admin/orders/[orderId]/esims/[esimId]/actions';
import { cancel, rehearse, subscribe, unsubscribe } from '@/app/[locale]/admin/providers/[providerId]/actions';
import { assign, nameSim, nothingOrdered, orderBySelf, orderFound, orderVolume, readFleet, resetSim, switchSims } from '@/app/[locale]/admin/fleet/actions';
import { approve, flip, reject, syncNow } from '@/app/[locale]/admin/providers/actions';
import { POST as authPost } from '@/app/api/auth/[...nextauth]/route';
import { POST as openOrder } from '@/app/api/orders/open/route';
import { db, pool } from '@/lib/db/client';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { openCase } from '@/lib/orders/open-case';
import { staffOfPage } from '@/lib/web/page';
import { limit, type LimitName } from '@/lib/web/rate-limit';
import { given, jobs, newestCase, stateOf } from '@/tests/given';

const root = path.join(import.meta.dirname, '..');
const filesNamed = async (place: string, name: RegExp): Promise<string[]> =>
  (await readdir(path.join(root, place), { recursive: true })).filter((file) => name.test(file)).map((file) => path.join(root, place, file));

const own = { origin: OWN_ORIGIN };
const STAFF = 'staff@example.com';

describe('the back office', () => {
  const everything = {
    orderId: randomUUID(), purchaseId: randomUUID(), syncId: randomUUID(), providerId: 'airalo', amount: '', reason: 'asked for', note: 'looked into', seenEventId: '0',
    esimId: randomUUID(), message: 'hello', label: 'desk 7', isSuspended: 'yes', providerPlanId: 'fado', ground: 'other', notes: '', providerBundleId: '1', refundTo: 'stock', expectedWords: '', kind: 'webhook_low_data', requestId: 'r1', topUpId: randomUUID(), seenState: 'unknown', iccid: '8988228066600000001', isEnabled: 'yes',
  };
  const ACTIONS: Record<string, (given: typeof everything) => Promise<unknown>> = { startAgain, readAgain, sendAgain, refund, openAnswer, close, syncNow, approve, reject, flip, readFleet, switchSims, orderVolume, nothingOrdered, orderFound, nameSim, resetSim, orderBySelf, assign, askForRefund, checkFit, checkTakingBack, label, reconnect, sendText, suspend, takeBack, cancel, rehearse, subscribe, unsubscribe };

  beforeAll(async () => {
    everything.orderId = (await given.order()).id;
  });

  test('has no action but those tried here', async () => {
    const texts = await Promise.all((await filesNamed('app/[locale]/admin', /actions\.ts$/)).map((file) => readFile(file, 'utf8')));
    const named = texts.flatMap((text) => [...text.matchAll(/^export (?:const|(?:async )?function) (\w+)/gm)].map(([, name]) => name));
    expect(new Set(named)).toEqual(new Set(Object.keys(ACTIONS)));
  });

  test.each(Object.entries(ACTIONS))('%s is not there for strangers and travellers, and does nothing', async (_name, action) => {
    const before = [await stateOf(everything.orderId), await db().auditEntry.count()];
    expect(await inRequest(own, () => action(everything))).toEqual({ ok: false, code: 'not-found' });
    const cookie = await sessionCookie();
    expect(await inRequest({ ...own, cookie }, () => action(everything))).toEqual({ ok: false, code: 'not-found' });
    expect([await stateOf(everything.orderId), await db().auditEntry.count()]).toEqual(before);
  });

  test.each(Object.entries(ACTIONS))('%s of staff is refused when it does not come from our own pages', async (_name, action) => {
    const cookie = await sessionCookie(STAFF);
    for (const headers of [{ cookie }, { cookie, origin: 'https://evil.example' }]) {
      expect(await inRequest(headers, () => action(everything))).toEqual({ ok: false, code: 'wrong-origin' });
    }
  });

  test('answers staff who ask from our own pages', async () => {
    const cookie = await sessionCookie(STAFF);
    expect(await inRequest({ ...own, cookie }, () => refund(everything))).toMatchObject({ ok: true });
    expect(await db().auditEntry.count({ where: { actor: STAFF, action: 'order.refund', subject: everything.orderId } })).toBe(1);
  });

  test('starts an order again whose case staff saw whole, and no other', async () => {
    const [cookie, { id: orderId }] = [await sessionCookie(STAFF), await given.order()];
    await openCase(pool(), { orderId, reason: 'out-of-funds' });
    const ask = (seenEventId?: string) => inRequest({ ...own, cookie }, () => startAgain({ orderId, seenEventId }));
    expect(await ask()).toMatchObject({ ok: false, code: 'invalid-input' });
    expect(await ask('0')).toEqual({ ok: false, code: 'case-grew' });
    expect(await ask(String(await newestCase(orderId)))).toEqual({ ok: true, data: { outcome: 'started' } });
  });

  test('closes a case of which staff saw everything, and no other', async () => {
    const [cookie, { id: orderId }] = [await sessionCookie(STAFF), await given.order()];
    await fulfilOrder({ orderId });
    await openCase(pool(), { orderId, reason: 'more-than-ordered' });
    const seen = await newestCase(orderId);
    const ask = (seenEventId?: string) => inRequest({ ...own, cookie }, () => close({ orderId, note: 'not charged', seenEventId }));
    for (const none of [undefined, '', '-1', '1e3']) expect(await ask(none)).toMatchObject({ ok: false, code: 'invalid-input' });
    expect(await ask('0')).toEqual({ ok: false, code: 'case-grew' });
    expect(await ask(String(seen))).toEqual({ ok: true, data: { outcome: 'closed' } });
    expect((await stateOf(orderId)).reviewReasons).toEqual([]);
  });

  test('has no page that reads before it knows that staff ask', async () => {
    const pages = await filesNamed('app/[locale]/admin', /(page|layout)\.tsx$/);
    expect(pages.length).toBeGreaterThan(5);
    for (const file of pages) {
      const text = await readFile(file, 'utf8');
      const [, body = ''] = text.split(/^export default async function /m);
      expect(body.split(/\b(?:find|list|read)[A-Z]\w*\(|<\w/)[0], file).toMatch(/\bawait staffOfPage\(\);/);
    }
  });

  test('is the only door to what staff read and decide', async () => {
    const texts = await Promise.all((await filesNamed('app', /\.tsx?$/)).map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
    const asking = texts.filter(({ text }) => /'@\/lib\/(operations\/|orders\/(staff-queries|open-sealed-answer|refund-order|close-case|read-purchase-again|retry-order|resend-delivery)'|esims\/(open-esim-for-staff|esim-support|refresh-network|text-esim|label-esim|suspend-esim|revoke-bundle|request-provider-refund|check-compatible)'|catalog\/sync-plans')/.test(text));
    expect(asking.length).toBeGreaterThan(5);
    expect(asking.map(({ file }) => path.relative(root, file).split(path.sep).slice(0, 3).join('/')).filter((place) => place !== 'app/[locale]/admin')).toEqual([]);
  });

  test('does not exist for strangers and travellers', async () => {
    const asked = async (cookie: string) => inRequest({ cookie }, () => staffOfPage());
    await expect(asked('')).rejects.toThrow(/404/);
    await expect(asked(await sessionCookie())).rejects.toThrow(/404/);
    expect(await asked(await sessionCookie(STAFF))).toMatchObject({ email: STAFF });
  });
});

describe('a request to change something', () => {
  const body = JSON.stringify({ orderId: randomUUID(), token: 'x'.repeat(40) });
  const noParams = { params: Promise.resolve({}) };

  test.each([[{}], [{ origin: 'https://evil.example' }]])('with %j reaches no route of ours', async (headers) => {
    const request = () => new Request(`${OWN_ORIGIN}/api/orders/open`, { method: 'POST', headers, body });
    expect((await inRequest(headers, () => openOrder(request(), noParams))).status).toBe(403);
    expect((await inRequest(own, () => openOrder(new Request(request(), { headers: own }), noParams))).status).toBe(404);
    const signIn = new NextRequest(`${OWN_ORIGIN}/api/auth/signin/email`, { method: 'POST', headers, body: 'email=a%40example.com' });
    expect((await authPost(signIn, { params: Promise.resolve({ nextauth: ['signin', 'email'] }) })).status).toBe(403);
  });

  test('with none of our origins reaches no public action', async () => {
    const number = 'ABCD234567';
    expect(await inRequest({}, () => sendOrderLink({ number, email: 'ana@example.com' }))).toEqual({ ok: false, code: 'wrong-origin' });
  });
});

describe('who tries too often', () => {
  const useUp = async (name: LimitName, key: string) => {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const isOver = await limit(name, key).then(() => false, () => true);
      if (isOver) return;
    }
    throw new Error(`${name} has no end`);
  };
  const address = () => `10.0.0.${Math.trunc(Math.random() * 1e9)}`;
  const from = (place: string) => ({ ...own, 'x-forwarded-for': place, 'x-browser-id': randomUUID() });

  test('to check out waits, and nothing is placed', async () => {
    const plan = await given.plan();
    const place = address();
    const wish = { planSlug: plan.slug, attempt: 0, quantity: 1, email: 'ana@example.com', deviceConfirmed: true as const, expectedTotalMinor: 450, expectedCurrency: 'USD', locale: 'en' as const };
    expect(await inRequest(from(address()), () => startCheckout(wish))).toMatchObject({ ok: true });
    await useUp('checkout', place);
    const before = await db().order.count();
    expect(await inRequest(from(place), () => startCheckout(wish))).toMatchObject({ ok: false, code: 'too-many-requests' });
    expect(await db().order.count()).toBe(before);
  });

  test('to check out for one e-mail address waits, wherever the tries come from', async () => {
    const plan = await given.plan();
    const email = `${randomUUID()}@example.com`;
    const wish = { planSlug: plan.slug, attempt: 0, quantity: 1, email, deviceConfirmed: true as const, expectedTotalMinor: 450, expectedCurrency: 'USD', locale: 'en' as const };
    await useUp('checkout-for', email);
    expect(await inRequest(from(address()), () => startCheckout(wish))).toMatchObject({ ok: false, code: 'too-many-requests' });
  });

  test('to look an order up waits, and no mail is sent', async () => {
    const { id } = await given.order({ email: 'ana@example.com' });
    const { number } = await db().order.findUniqueOrThrow({ where: { id } });
    const place = address();
    await useUp('order-look-up', place);
    expect(await inRequest(from(place), () => sendOrderLink({ number, email: 'ana@example.com' }))).toMatchObject({ code: 'too-many-requests' });
    expect(await jobs('email.order-link', id)).toHaveLength(0);
    expect(await inRequest(from(address()), () => sendOrderLink({ number, email: 'ana@example.com' }))).toMatchObject({ ok: true });
    expect(await jobs('email.order-link', id)).toHaveLength(1);
  });

  test('to open an order by its link waits', async () => {
    const place = address();
    await useUp('order-open', place);
    const body = JSON.stringify({ orderId: randomUUID(), token: 'x'.repeat(40) });
    const ask = (headers: Record<string, string>) =>
      inRequest(headers, () => openOrder(new Request(`${OWN_ORIGIN}/api/orders/open`, { method: 'POST', headers, body }), { params: Promise.resolve({}) }));
    expect([(await ask(from(place))).status, (await ask(from(address()))).status]).toEqual([429, 404]);
  });

  test.each<[string, LimitName, (key: string) => { email: string; place: string }]>([
    ['signin/email', 'sign-in', (email) => ({ email, place: address() })],
    ['signin/email', 'sign-in-from', (place) => ({ email: 'bob@example.com', place })],
    ['callback/email', 'sign-in-open', (place) => ({ email: 'bob@example.com', place })],
  ])('%s waits by %s', async (doing, name, wishOf) => {
    const key = `${randomUUID()}@example.com`;
    await useUp(name, key);
    const { email, place } = wishOf(key);
    const headers = { ...from(place), 'content-type': 'application/x-www-form-urlencoded' };
    const request = new NextRequest(`${OWN_ORIGIN}/api/auth/${doing}`, { method: 'POST', headers, body: new URLSearchParams({ email, token: 'x' }).toString() });
    const answer = await inRequest(headers, () => authPost(request, { params: Promise.resolve({ nextauth: doing.split('/') }) }));
    expect(answer.status).toBe(429);
  });
});
