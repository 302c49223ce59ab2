import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findBreaking, findTolerated } from '@/lib/providers/drift/find-drift';

const text = z.string().nullish().catch(null);
const sim = z.looseObject({ iccid: z.string(), label: text, count: z.preprocess((value) => value, z.coerce.number().int().optional()).catch(undefined) });
const answer = z.object({ data: z.union([sim, z.array(sim)]), meta: z.looseObject({ message: text }).nullish().catch(null) });
const known = (field: string) => field === 'documented';
const tolerated = (body: unknown) => findTolerated(answer, body, known).map(({ kind, path }) => `${kind} ${path}`);
const breaking = (body: unknown) => {
  const parsed = answer.safeParse(body);
  if (parsed.success) throw new Error('it fits');
  return findBreaking(parsed.error, body);
};

describe('an answer that is still understood', () => {
  test('and is as we know it is no news', () => {
    expect(tolerated({ data: { iccid: '1', label: 'x', count: 3, documented: { anything: 1 } }, meta: null })).toEqual([]);
  });

  test('names each field nobody knows, inside lists too, once per item', () => {
    expect(tolerated({ data: [{ iccid: '1', colour: 'red' }, { iccid: '2', nested: { a: 1 } }], extra: 1 })).toEqual(['unknown-field data[].colour', 'unknown-field data[].nested', 'unknown-field extra']);
  });

  test('names a value that was taken for absent', () => {
    expect(tolerated({ data: { iccid: '1', label: 7, count: 'many' } })).toEqual(['retyped data.label', 'retyped data.count']);
  });

  test('says what a value was like and never what it was', () => {
    const [drift] = findTolerated(answer, { data: { iccid: '1', secret: 'LPA:1$x$y' } }, known);
    expect(drift).toEqual({ kind: 'unknown-field', path: 'data.secret', isBreaking: false, example: 'text of 9' });
  });

  test('keeps no number that stands where a name should', () => {
    expect(tolerated({ data: { iccid: '1', '8935100000000000017': 1 } })).toEqual(['unknown-field data.{id}']);
  });
});

describe('an answer that is not understood', () => {
  test.each([
    [{ data: {} }, 'retyped', 'data'],
    [{}, 'missing', 'data'],
    ['text', 'retyped', '(whole answer)'],
  ])('%j: %s at %s', (body, kind, path) => {
    expect(breaking(body)).toMatchObject([{ kind, path, isBreaking: true }]);
  });

  test('inside a list is named by its field', () => {
    const rows = z.object({ rows: z.array(z.object({ id: z.number() })) });
    const body = { rows: [{ id: 1 }, { id: 'two' }, {}] };
    const parsed = rows.safeParse(body);
    expect(parsed.success ? [] : findBreaking(parsed.error, body)).toMatchObject([{ kind: 'retyped', path: 'rows[].id', example: 'text of 3' }, { kind: 'missing', path: 'rows[].id' }]);
  });
});

test('no answer makes it fail, and what it keeps can be stored', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 20 }), (body) => {
      const parsed = answer.safeParse(body);
      const found = parsed.success ? findTolerated(answer, body, known) : findBreaking(parsed.error, body);
      for (const { path, example } of found) expect(`${path}${example}`).not.toMatch(/\p{Cc}|\p{Surrogate}/u);
      expect(found.length).toBeLessThanOrEqual(200);
    }),
  );
});
