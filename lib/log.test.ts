import { describe, expect, test } from 'vitest';
import { redact } from '@/lib/log';

describe('the log', () => {
  test.each([
    ['mail to ana@example.com failed', 'ana@example.com'],
    ['code LPA:1$rsp.example.net$AB12C-3DE45 not valid', 'AB12C-3DE45'],
    ['key sk_test_51Habcdefgh refused', '51Habcdefgh'],
    ['Authorization: Bearer eyJ0eXAi.eyJhdWQi.c2ln', 'eyJ0eXAi'],
    ['iccid 8943108167000000020 known', '8943108167000000020'],
    ['secret whsec_0123456789abcdef', '0123456789abcdef'],
  ])('masks what must not be written: %s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
  });

  test('leaves ordinary words alone', () => {
    expect(redact('order 0199a7c0 paid')).toBe('order 0199a7c0 paid');
  });
});
