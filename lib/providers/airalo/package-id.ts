import { notAsked } from '@/lib/providers/airalo/errors';

/** Whether a package of this name could be ordered. */
export const isPackageId = (id: string): boolean => /^[A-Za-z0-9][\w.+-]{0,149}$/.test(id);

/** What can never be ordered is refused here, before anything leaves. */
export function checkPackageId(id: string): void {
  if (isPackageId(id)) return;
  throw notAsked({ package_id: 'is not a package id' }, { code: 'rejected', reason: 'invalid_package', refusal: { reason: 'plan-withdrawn' } });
}
