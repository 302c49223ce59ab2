import { describe, expect, test } from 'vitest';
import { ICCID } from '@/lib/providers/esimgo/scripted-account';
import { parseJson } from '@/lib/providers/esimgo/parse-json';
import { bundle, optionalInteger } from '@/lib/providers/esimgo/wire';

describe('a figure', () => {
  test.each<[unknown, number | undefined]>([[5, 5], [0, 0], [-1, -1], ['5000', 5000], [' 7 ', 7], ['-1', -1]])('%j is %j', (value, figure) => expect(optionalInteger.parse(value)).toBe(figure));

  test.each<[unknown]>([[false], [true], [[]], [[5]], [{}], [''], [' '], ['x'], ['0x10'], ['1e9'], ['1.5'], [1.5], [1e308], [null], [undefined], ['٣'], ['9'.repeat(30)]])('%j is not stated', (value) => expect(optionalInteger.parse(value)).toBeUndefined());

  test('of days is one, or the bundle is none', () => {
    const days = (duration: unknown) => bundle.safeParse({ name: 'a', duration }).data?.duration;
    expect([30, '30'].map(days)).toEqual([30, 30]);
    for (const duration of [true, false, [], [7], '', null, undefined, 0, -1, 1.5, '7 days']) expect(days(duration), JSON.stringify(duration)).toBeUndefined();
  });
});

describe('JSON', () => {
  const read = (text: string) => parseJson(Buffer.from(text));

  test('keeps every digit of a long whole number, as text, and leaves all else as it is', () => {
    expect(read(`{"iccid":${ICCID},"iccids":[${ICCID}, 8943108167000000038],"price":4.85,"bytes":5000000000,"exact":9007199254740991}`)).toEqual({ iccid: ICCID, iccids: [ICCID, '8943108167000000038'], price: 4.85, bytes: 5_000_000_000, exact: 9_007_199_254_740_991 });
    expect(read(ICCID)).toBe(Number(ICCID));
    expect(read(`[1e25,-12345678901234567890,0.12345678901234567890,${ICCID}]`)).toEqual([1e25, Number('-12345678901234567890'), 0.123_456_789_012_345_68, ICCID]);
  });

  test('inside of a text is text', () => {
    const tricky = { a: `{"iccid":${ICCID}}`, b: `\\" ,${ICCID}, \\`, c: [`:${ICCID},`], d: ICCID };
    expect(read(`{"e":${ICCID},"all":${JSON.stringify(tricky)}}`)).toEqual({ e: ICCID, all: tricky });
  });

  test('that is none is none', () => {
    for (const text of ['', '{', `{"a":${ICCID},`, `{"a":0${ICCID}}`, `{${ICCID}:1}`]) expect(read(text), text).toBeUndefined();
    expect(read(`{"long":"${'x'.repeat(4_000_000)}","a":${ICCID}}`)).toMatchObject({ a: ICCID });
  });
});
