'use server';

import { z } from 'zod';
import { approveSync, rejectSync } from '@/lib/catalog/sync-plans';
import { setProviderSwitch } from '@/lib/operations/set-provider-switch';
import { requestSync } from '@/lib/operations/request-sync';
import { refuse, staffAction } from '@/lib/web/action';

const aboutSync = z.unknown().pipe(z.object({ syncId: z.uuid() }));
const aboutProvider = z.unknown().pipe(z.object({ providerId: z.string().min(1).max(50) }));

const aboutSwitch = z.unknown().pipe(z.object({ providerId: z.string().min(1).max(50), what: z.enum(['sale', 'replacing']), isOn: z.enum(['yes', 'no']) }));

export const flip = staffAction(aboutSwitch, async ({ providerId, what, isOn }, { viewer }) => {
  const { outcome } = await setProviderSwitch({ providerId, what, isOn: isOn === 'yes', actor: viewer.email });
  return outcome === 'switched' ? { outcome } : refuse(outcome);
});

export const syncNow = staffAction(aboutProvider, async ({ providerId }, { viewer }) => {
  const { outcome } = await requestSync({ providerId, actor: viewer.email });
  return outcome === 'started' ? { outcome } : refuse(outcome);
});

export const approve = staffAction(aboutSync, async ({ syncId }, { viewer }) => {
  const { outcome } = await approveSync(syncId, viewer.email);
  return outcome === 'completed' ? { outcome } : refuse(outcome);
});

export const reject = staffAction(aboutSync, async ({ syncId }, { viewer }) => {
  const { outcome } = await rejectSync(syncId, viewer.email);
  return outcome === 'rejected' ? { outcome } : refuse(outcome);
});
