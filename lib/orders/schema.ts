import { z } from 'zod';

export const MAX_QUANTITY = 10;

/** E-mail as people type it: trimmed, NFKC, one ASCII @; the domain in lower case is enough for delivery, all of it for matching. */
export const emailInput = z
  .string()
  .trim()
  .max(254)
  .transform((value) => value.normalize('NFKC').toLowerCase())
  .pipe(z.email());

export const startCheckoutInput = z.object({
  planSlug: z.string().regex(/^[a-z0-9-]{1,200}$/),
  attempt: z.number().int().min(0).max(10_000),
  quantity: z.number().int().min(1).max(MAX_QUANTITY),
  email: emailInput,
  deviceConfirmed: z.literal(true),
  expectedTotalMinor: z.number().int().nonnegative(),
  expectedCurrency: z.string().length(3),
});
export type StartCheckoutInput = z.infer<typeof startCheckoutInput>;

export const startTopUpInput = z.object({
  esimId: z.uuid(),
  /** As the provider names its package: letters, digits and a few marks. */
  providerPlanId: z.string().regex(/^[\w.+-]{1,150}$/),
  attempt: z.number().int().min(0).max(10_000),
  expectedTotalMinor: z.number().int().nonnegative(),
  expectedCurrency: z.string().length(3),
});
export type StartTopUpInput = z.infer<typeof startTopUpInput>;

export const orderIdInput = z.uuid();
