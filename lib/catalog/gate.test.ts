import { describe, expect, test } from 'vitest';
import { holdReason } from '@/lib/catalog/gate';

const calm = { staged: 100, onSale: 100, returning: 0, removed: 0, repriced: 0, repricedOnSale: 0, suspicious: 0 };

describe('the gate of a sync', () => {
  test.each([
    [calm, null],
    [{ ...calm, removed: 20 }, null],
    [{ ...calm, removed: 21 }, /remove 21 of 100/],
    [{ ...calm, repriced: 30, repricedOnSale: 30 }, null],
    [{ ...calm, repriced: 31, repricedOnSale: 31 }, /price of 31 of 100 plans on sale/],
    [{ ...calm, returning: 100, repriced: 40, repricedOnSale: 40 }, /price of 40 of 100 plans on sale/],
    [{ ...calm, returning: 1, repriced: 1 }, null],
    [{ ...calm, suspicious: 1 }, /fifty-fold/],
    [{ ...calm, onSale: 0 }, null],
    [{ ...calm, onSale: 0, returning: 100 }, null],
    [{ ...calm, onSale: 0, returning: 100, repriced: 31 }, /price of 31 of 100/],
    [{ ...calm, onSale: 0, returning: 100, suspicious: 1 }, /fifty-fold/],
    [{ ...calm, onSale: 70, returning: 30, removed: 15 }, /remove 15 of 70/],
  ])('%j', (difference, reason) => {
    if (reason === null) expect(holdReason(difference)).toBeNull();
    else expect(holdReason(difference)).toMatch(reason);
  });
});
