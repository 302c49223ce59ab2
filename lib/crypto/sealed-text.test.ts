import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalSecrets, keyedHash, seal, unseal } from '@/lib/crypto/sealed-text';

const place = { table: 'Esim', row: 'a', column: 'sealedProfile' };

describe('sealed text', () => {
  test('opens to what was sealed, and never twice to the same bytes', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const [one, two] = [seal(text, place), seal(text, place)];
      return one !== two && unseal(one, place) === text && !(text.length > 6 && one.includes(text));
    }), { numRuns: 50 });
  });

  test('a row moved to another place does not open', () => {
    const sealed = seal('LPA:1$host$code', place);
    for (const other of [{ ...place, row: 'b' }, { ...place, table: 'Purchase' }, { ...place, column: 'x' }]) {
      expect(() => unseal(sealed, other)).toThrow();
    }
  });

  test('one flipped character does not open', () => {
    const sealed = seal('LPA:1$host$code', place);
    for (let at = sealed.indexOf('.', 3) + 1; at < sealed.length; at += 1) {
      if (sealed[at] === '.') continue;
      const flipped = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'Q' : 'A'}${sealed.slice(at + 1)}`;
      // The last character of a group may carry unused bits; then the bytes are the same.
      const isSame = flipped.split('.').every((part, index) => index < 2 || Buffer.from(part, 'base64url').equals(Buffer.from(sealed.split('.')[index] ?? '', 'base64url')));
      if (!isSame) expect(() => unseal(flipped, place)).toThrow();
    }
  });

  test('keyed hashes differ by purpose and value, and stay the same', () => {
    expect(keyedHash('iccid', '89')).toBe(keyedHash('iccid', '89'));
    expect(keyedHash('iccid', '89')).not.toBe(keyedHash('order-link', '89'));
    expect(keyedHash('iccid', '89')).not.toBe(keyedHash('iccid', '88'));
  });

  test('secrets of different lengths compare without throwing', () => {
    expect(equalSecrets('a', 'abc')).toBe(false);
    expect(equalSecrets('abc', 'abc')).toBe(true);
  });
});
