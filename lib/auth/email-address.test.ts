import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emailAddress, normaliseEmail } from '@/lib/auth/email-address';

describe('an e-mail address', () => {
  test.each([
    ['Ada@Example.com', 'ada@example.com'],
    ['  ada+trip@example.co.uk ', 'ada+trip@example.co.uk'],
    ['ａｄａ@example.com', 'ada@example.com'],
    ['ada＠example.com', 'ada@example.com'],
  ])('%s is %s', (typed, stored) => {
    expect(normaliseEmail(typed)).toBe(stored);
  });

  test.each([
    'ada@victim.com＠evil.com', 'ada＠victim.com@evil.com', 'ada@a.com,eve@b.com', '"ada@victim.com"@evil.com', 'ada@victim.com"@evil.com', 'ada <ada@a.com>',
    'ada@a.com\r\nBcc: eve@b.com', 'ada@a.com\0', 'ada@a‮.com', 'ada @a.com', 'ada@', '@a.com', 'ada', '', 'ada@a', 'ada@a.com;eve@b.com', 'аdа@example.com', '\ud800@a.com', `${'a'.repeat(260)}@a.com`,
  ])('%j is none', (typed) => {
    expect(normaliseEmail(typed)).toBeNull();
  });

  test('whatever is typed, what is stored has one @, nothing that splits a header, and stays as it is', () => {
    const piece = fc.constantFrom('@', '＠', 'a', 'B', '.', ',', '"', '＂', '\n', ' ', ';', '<', '＜', '‮', 'com', 'é', '﹫', '\u0000');
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''))), (typed) => {
      const stored = normaliseEmail(typed);
      if (stored === null) return true;
      return /^[^\s@"`,;:<>()[\]\\\p{C}]+@[^\s@"`,;:<>()[\]\\\p{C}]+$/u.test(stored) && normaliseEmail(stored) === stored && stored === stored.toLowerCase();
    }), { numRuns: 2_000 });
  });

  test('the schema says why', () => {
    expect(emailAddress.safeParse('no').error?.issues[0]?.message).toBe('email-invalid');
    expect(emailAddress.parse('A@b.co')).toBe('a@b.co');
  });
});
