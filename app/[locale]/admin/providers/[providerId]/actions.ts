'use server';

import { z } from 'zod';
import { cancelPlanned } from '@/lib/operations/cancel-planned';
import type { Changed } from '@/lib/operations/change-account';
import { rehearseWebhook, switchWebhook } from '@/lib/operations/switch-webhook';
import { refuse, staffAction } from '@/lib/web/action';

const id = z.string().min(1).max(200).regex(/^[\w.:-]+$/);
const aboutWebhook = z.unknown().pipe(z.object({ providerId: id, kind: id }));
const aboutPlanned = z.unknown().pipe(z.object({ providerId: id, requestId: id }));

const told = <Said extends string>({ outcome }: Changed, said: Said) => (outcome === 'done' ? { outcome: said } : refuse(outcome));

export const subscribe = staffAction(aboutWebhook, async (input, { viewer }) => told(await switchWebhook({ ...input, isOn: true, actor: viewer.email }), 'subscribed'));

export const unsubscribe = staffAction(aboutWebhook, async (input, { viewer }) => told(await switchWebhook({ ...input, isOn: false, actor: viewer.email }), 'unsubscribed'));

export const rehearse = staffAction(aboutWebhook, async (input, { viewer }) => told(await rehearseWebhook({ ...input, actor: viewer.email }), 'rehearsed'));

export const cancel = staffAction(aboutPlanned, async (input, { viewer }) => told(await cancelPlanned({ ...input, actor: viewer.email }), 'cancelled'));
