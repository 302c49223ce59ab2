import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { redact } from '@/lib/log';

/** What a process of its own writes when it runs `code` with our log. */
async function written(code: string): Promise<string> {
  const loader = ['--import', 'tsx', '--input-type=module', '-e'];
  const env = { ...process.env, LOG_LEVEL: 'info' };
  const root = path.join(import.meta.dirname, '..');
  return (await promisify(execFile)(process.execPath, [...loader, `import { log } from './lib/log.ts';\n${code}`], { cwd: root, env })).stdout;
}

describe('the log', () => {
  test.each([
    ['mail to ana@example.com failed', 'ana@example.com'],
    ['code LPA:1$rsp.example.net$AB12C-3DE45 not valid', 'AB12C-3DE45'],
    ['key sk_test_51Habcdefgh refused', '51Habcdefgh'],
    ['Authorization: Bearer eyJ0eXAi.eyJhdWQi.c2ln', 'eyJ0eXAi'],
    ['session eyJ0eXAi.eyJhdWQi.c2ln ended', 'eyJhdWQi'],
    ['Authorization: bearer 1234-opaque', '1234-opaque'],
    ['iccid 8943108167000000020 known', '8943108167000000020'],
    ['secret whsec_0123456789abcdef', '0123456789abcdef'],
  ])('masks what must not be written: %s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
  });

  test('leaves ordinary words alone', () => {
    expect(redact('order 0199a7c0 paid')).toBe('order 0199a7c0 paid');
  });

  test('writes no secret, whether it is a fact, lies in one, or stands in a text or an error', async () => {
    const text = 'ana@example.com LPA:1$rsp.example.net$AB12C-3DE45 sk_test_51Habcdefgh';
    const facts = { orderId: 'o-1', email: 'zoe', token: 'SECRET-1', esim: { iccid: 'SECRET-2', lpa: 'SECRET-3' }, request: { headers: { authorization: 'SECRET-4', cookie: 'SECRET-5' } } };
    const lines = (await written(`
      log.info(${JSON.stringify(facts)}, 'order.paid');
      log.warn(${JSON.stringify(text)});
      log.error({ error: Object.assign(new Error(${JSON.stringify(text)}), { code: 'E1', response: 'SECRET-6' }) }, ${JSON.stringify(`failed for ${text}`)});
      log.error({ error: ${JSON.stringify(text)} }, 'thrown.text');
    `)).trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.join('\n')).not.toMatch(/SECRET|zoe|ana@|AB12C|51Habc/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', orderId: 'o-1', email: '[redacted]', msg: 'order.paid' });
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ error: { type: 'Error', code: 'E1', message: '[e-mail] [lpa] [key]' } });
  });
});
