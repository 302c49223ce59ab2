'use server';

import { z } from 'zod';
import { checkCompatible } from '@/lib/esims/check-compatible';
import { labelEsim } from '@/lib/esims/label-esim';
import { refreshNetwork } from '@/lib/esims/refresh-network';
import { REFUND_GROUNDS, requestProviderRefund } from '@/lib/esims/request-provider-refund';
import { checkRevocation, revokeBundle } from '@/lib/esims/revoke-bundle';
import { suspendEsim } from '@/lib/esims/suspend-esim';
import { textEsim } from '@/lib/esims/text-esim';
import { refuse, staffAction } from '@/lib/web/action';

const form = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.unknown().pipe(z.object({ orderId: z.uuid(), esimId: z.uuid(), ...shape }));
/** One line: a return key pressed in between is a space. */
const words = (most: number) => z.string().transform((typed) => typed.replace(/\s+/g, ' ').trim()).pipe(z.string().min(1).max(most).regex(/^\P{Cc}*$/u));
const bundle = { providerBundleId: z.string().min(1).max(200), refundTo: z.enum(['balance', 'stock']) };

/** `done` is told in words of its own; everything else is a refusal. */
const told = <Said extends string>({ outcome }: { outcome: string }, said: Said) => (outcome === 'done' ? { outcome: said } : refuse(outcome));

export const reconnect = staffAction(form({}), async (input, { viewer }) => told(await refreshNetwork({ ...input, actor: viewer.email }), 'asked'));

export const sendText = staffAction(form({ message: words(160) }), async (input, { viewer }) => told(await textEsim({ ...input, actor: viewer.email }), 'sent'));

export const label = staffAction(form({ label: words(50) }), async (input, { viewer }) => told(await labelEsim({ ...input, actor: viewer.email }), 'labelled'));

export const suspend = staffAction(form({ isSuspended: z.enum(['yes', 'no']) }), async ({ isSuspended, ...input }, { viewer }) =>
  told(await suspendEsim({ ...input, isSuspended: isSuspended === 'yes', actor: viewer.email }), isSuspended === 'yes' ? 'suspended' : 'resumed'));

export const checkFit = staffAction(form({ providerPlanId: words(200) }), async (input) => {
  const { outcome } = await checkCompatible(input);
  return outcome === 'compatible' || outcome === 'not-compatible' ? { outcome } : refuse(outcome);
});

export const askForRefund = staffAction(form({ ground: z.enum(REFUND_GROUNDS), notes: z.string().trim().max(500) }), async ({ notes, ...input }, { viewer }) =>
  told(await requestProviderRefund({ ...input, notes: notes || null, actor: viewer.email }), 'refund-asked'));

export const checkTakingBack = staffAction(form(bundle), async (input, { viewer }) => {
  const checked = await checkRevocation({ ...input, actor: viewer.email });
  return checked.outcome === 'checked' ? { words: checked.words } : refuse(checked.outcome);
});

export const takeBack = staffAction(form({ ...bundle, expectedWords: z.string().max(2_000) }), async (input, { viewer }) =>
  told(await revokeBundle({ ...input, actor: viewer.email }), 'taken-from-esim'));
