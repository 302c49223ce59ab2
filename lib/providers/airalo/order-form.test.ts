import { expect, test } from 'vitest';
import { encodeBody } from '@/lib/providers/airalo/encode-body';
import { descriptionOf, isDescriptionOf, orderFields, toOrderForm } from '@/lib/providers/airalo/order-form';
import type { PurchaseRequest } from '@/lib/providers/provider';

const request: PurchaseRequest = {
  reference: 'sf0123456789abcdef',
  orderId: '0198c3b2-0000-7000-8000-000000000001',
  providerPlanId: 'fado-mobile-7days-1gb',
  quantity: 2,
  summary: '2 × Portugal, 1 GB, 7 days',
  expectedUnitCost: { amountMinor: 170, currency: 'USD' },
  sentAt: null,
};
const raw = async (asked: PurchaseRequest, brandName: string | null = null) => {
  const { contentType, body } = await encodeBody(toOrderForm(orderFields(asked, { brandName })));
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1] ?? '';
  return { contentType, text: body.toString('utf8').replaceAll(boundary, 'B').replaceAll('\r\n', '\n') };
};

test('the form on the wire is multipart, and every value is a string', async () => {
  const { contentType, text } = await raw(request);
  expect(contentType).toMatch(/^multipart\/form-data; boundary=/);
  const part = (name: string, value: string) => `--B\nContent-Disposition: form-data; name="${name}"\n\n${value}\n`;
  expect(text.trimEnd()).toBe(
    [
      part('package_id', 'fado-mobile-7days-1gb'),
      part('quantity', '2'),
      part('type', 'sim'),
      part('description', `${request.reference} | ${request.orderId} | 2 × Portugal, 1 GB, 7 days`),
      '--B--',
    ].join(''),
  );
});

test('a brand is a field of its own', () => {
  expect(orderFields(request, { brandName: 'Simplify' })).toContainEqual(['brand_settings_name', 'Simplify']);
});

test('mail from the provider brings address, options and copies, each list as its repeated key', async () => {
  const providerMail = { toEmail: 'a@shop.example', sharing: ['link' as const, 'pdf' as const], copyTo: ['b@shop.example', 'c@shop.example'] };
  expect(orderFields({ ...request, providerMail }, { brandName: null }).slice(4)).toEqual([
    ['to_email', 'a@shop.example'],
    ['sharing_option[]', 'link'],
    ['sharing_option[]', 'pdf'],
    ['copy_address[]', 'b@shop.example'],
    ['copy_address[]', 'c@shop.example'],
  ]);
  expect((await raw({ ...request, providerMail })).text.match(/name="sharing_option\[\]"/g)).toHaveLength(2);
});

test('an option that is named twice is sent once', () => {
  const providerMail = { toEmail: 'a@shop.example', sharing: ['link' as const, 'link' as const], copyTo: [] };
  expect(orderFields({ ...request, providerMail }, { brandName: null }).slice(4)).toEqual([['to_email', 'a@shop.example'], ['sharing_option[]', 'link']]);
});

test('without a sharing option there is neither address nor copy', () => {
  const providerMail = { toEmail: 'a@shop.example', sharing: [], copyTo: ['b@shop.example'] };
  expect(orderFields({ ...request, providerMail }, { brandName: null })).toHaveLength(4);
});

test('the reference is found as a whole, not as a part', () => {
  const description = descriptionOf(request);
  expect(isDescriptionOf(description, request.reference)).toBe(true);
  expect(isDescriptionOf(description, request.reference.slice(0, -1))).toBe(false);
  expect(isDescriptionOf(description.toUpperCase(), request.reference)).toBe(false);
  expect(isDescriptionOf(null, request.reference)).toBe(false);
});

test('of a description cut anywhere behind the reference the reference is left, and within it none is', () => {
  const description = descriptionOf(request);
  for (let length = 0; length <= description.length; length += 1) {
    expect(isDescriptionOf(description.slice(0, length), request.reference), `${length}`).toBe(length >= request.reference.length);
  }
});

test('a reference is found behind the order id too, where it stood before', () => {
  expect(isDescriptionOf(`${request.orderId} | ${request.reference} | x`, request.reference)).toBe(true);
  expect(isDescriptionOf(`${request.orderId} | ${request.reference}0 | x`, request.reference)).toBe(false);
});

test('a summary cannot smuggle in markup or another reference', () => {
  const description = descriptionOf({ ...request, summary: '<b>x</b>\u202E'.repeat(100) });
  expect(description).not.toMatch(/[<\u202E]/);
  expect(description.length).toBeLessThan(200);
});
