import { expect, test, vi } from 'vitest';
import { AppError, isAppError } from '@/lib/errors';
import { failedBy } from '@/lib/providers/told';
import { ProviderError } from '@/lib/providers/provider-error';

class OfOneVendor extends ProviderError {}
class OfAnother extends ProviderError {}

test('an error is known whichever copy of the module made it', async () => {
  vi.resetModules();
  const copy = await import('@/lib/providers/provider-error');
  expect(copy.ProviderError).not.toBe(ProviderError);
  const error = new copy.ProviderError('rejected', 'any');
  expect(error instanceof ProviderError).toBe(true);
  expect(isAppError(error, 'rejected')).toBe(true);
  expect(failedBy(error)).toBe('provider-refused');
});

test('kinds stay apart', () => {
  const error = new OfOneVendor('rejected', 'one');
  expect([error instanceof OfOneVendor, error instanceof OfAnother, error instanceof ProviderError, error instanceof AppError]).toEqual([true, false, true, true]);
  expect(new AppError('not-found') instanceof ProviderError).toBe(false);
  for (const other of [new Error('rejected'), { code: 'rejected' }, null, undefined, 'x']) expect(other instanceof ProviderError, String(other)).toBe(false);
});
