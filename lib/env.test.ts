import { describe, expect, test } from 'vitest';
import { envSchema, productionFaults, type Env } from '@/lib/env';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const real = {
  DATABASE_URL: 'postgresql://shop@db.example.net/shop',
  APP_URL: 'https://shop.example.net',
  NEXTAUTH_SECRET: 'q7Zr0f2Lk9Vw3Xn8Bt5Md1Hs6Py4Jc0A',
  ENCRYPTION_KEYS: `k1:${Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64')}`,
  STRIPE_SECRET_KEY: 'sk_live_51Habcdefgh',
  STRIPE_PUBLISHABLE_KEY: 'pk_live_51Habcdefgh',
  STRIPE_WEBHOOK_SECRET: 'whsec_q7Zr0f2Lk9Vw3Xn8Bt5Md1Hs',
  SMTP_URL: 'smtps://mail.example.net',
  EMAIL_FROM: 'Shop <shop@shop.net>',
};
const parse = (change: Record<string, string | undefined>): Env => envSchema.parse({ ...real, ...change });

describe('configuration', () => {
  test('a real shop starts', () => {
    expect(productionFaults(parse({}))).toEqual([]);
  });

  test('production is what nobody asked for', () => {
    expect(parse({}).SIMPLIFY_ENV).toBe('production');
  });

  test.each([
    ['APP_URL', 'http://shop.example.net'],
    ['STRIPE_API_URL', 'http://127.0.0.1:4103'],
    ['NEXTAUTH_SECRET', 'change-me-change-me-change-me-change-me'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_sandbox_0123456789abcdef0123456789'],
    ['ENCRYPTION_KEYS', `k1:${key(0)}`],
    ['STRIPE_SECRET_KEY', 'sk_test_51Habcdefgh'],
  ])('production refuses %s=%s with one line that names it', (name, value) => {
    const faults = productionFaults(parse({ [name]: value }));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(name);
  });

  test('mixed Stripe keys are refused everywhere', () => {
    expect(productionFaults(parse({ SIMPLIFY_ENV: 'demo', STRIPE_SECRET_KEY: 'sk_test_51Habcdefgh' }))).toHaveLength(1);
  });

  test.each([
    ['NEXTAUTH_SECRET', 'short'],
    ['NEXTAUTH_SECRET', undefined],
    ['DATABASE_URL', 'mysql://x'],
    ['ENCRYPTION_KEYS', 'k1:short'],
    ['STRIPE_WEBHOOK_SECRET', ''],
    ['SMTP_URL', 'mail.example.net'],
    ['PORT', '99999'],
  ])('%s=%s does not start at all', (name, value) => {
    const result = envSchema.safeParse({ ...real, [name]: value });
    expect(result.error?.issues.map((issue) => issue.path[0])).toEqual([name]);
  });
});
