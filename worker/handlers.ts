import { z } from 'zod';
import { expirePages } from '@/lib/catalog/expire-pages';
import { refusePlan } from '@/lib/catalog/refuse-plan';
import { syncPlans } from '@/lib/catalog/sync-plans';
import { labelWithOrder } from '@/lib/esims/label-with-order';
import { sendDeliveryEmail } from '@/lib/orders/mails/send-delivery-email';
import { sendOrderLinkEmail } from '@/lib/orders/mails/send-order-link-email';
import { sendReceiptEmail } from '@/lib/orders/mails/send-receipt-email';
import { sendTopUpEmail } from '@/lib/orders/mails/send-top-up-email';
import { sendRefundEmail } from '@/lib/orders/mails/send-refund-email';
import { sendUsageEmail } from '@/lib/orders/mails/send-usage-email';
import { applyProviderNotices, checkUsageUntilAlert } from '@/lib/orders/provider-notices';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { continueRun } from '@/lib/fleet/continue-run';
import { forgetRecords } from '@/lib/fleet/forget-records';
import { continueTopUp } from '@/lib/fleet/order-top-up';
import { readDueQuotas } from '@/lib/fleet/read-quotas';
import { syncFleet } from '@/lib/fleet/sync-fleet';
import { probeProviders } from '@/lib/operations/probe-providers';
import { tidyUp } from '@/lib/operations/tidy-up';
import { refreshUsage } from '@/lib/orders/refresh-usage';
import { sendRefund } from '@/lib/orders/send-refund';
import { getProvider, listProviders } from '@/lib/providers/registry';
import { readBalances } from '@/lib/providers/read-balances';

const withOrder = z.object({ orderId: z.uuid() });
const withRefund = z.object({ refundId: z.uuid() });
const withEsim = z.object({ esimId: z.uuid(), resend: z.string().optional() });
const withAlert = z.object({ esimId: z.uuid(), alert: z.enum(['usage-low', 'expiring']), key: z.string() });
const withChecks = z.object({ esimId: z.uuid(), checks: z.number().int() });
const withEvent = z.object({ eventId: z.uuid() });
const withProvider = z.object({ providerId: z.string().optional() });
const withTags = z.object({ tags: z.array(z.string()) });
const withPlan = z.object({ providerId: z.string(), providerPlanId: z.string() });

const handler =
  <Schema extends z.ZodType>(schema: Schema, work: (payload: z.infer<Schema>) => Promise<unknown>) =>
  async (payload: unknown): Promise<void> => {
    await work(schema.parse(payload));
  };

async function syncCatalog(providerId: string | undefined): Promise<void> {
  const providers = providerId ? [getProvider(providerId)] : listProviders();
  for (const provider of providers) await syncPlans(provider);
}

/** Job name → what it does. The only place that binds them. */
export const HANDLERS = {
  'orders.fulfil': handler(withOrder, fulfilOrder),
  'payments.refund': handler(withRefund, sendRefund),
  'email.receipt': handler(withOrder, sendReceiptEmail),
  'email.delivery': handler(withEsim, sendDeliveryEmail),
  'email.top-up': handler(withOrder, sendTopUpEmail),
  'email.usage': handler(withAlert, sendUsageEmail),
  'esims.check-usage': handler(withChecks, checkUsageUntilAlert),
  'providers.notices': handler(withEvent, applyProviderNotices),
  'email.refund': handler(withRefund, sendRefundEmail),
  'email.order-link': handler(withOrder, sendOrderLinkEmail),
  'catalog.sync': handler(withProvider, ({ providerId }) => syncCatalog(providerId)),
  'catalog.refuse-plan': handler(withPlan, async ({ providerId, providerPlanId }) => {
    await refusePlan(providerId, providerPlanId);
    await syncCatalog(providerId);
  }),
  'catalog.expire-pages': handler(withTags, ({ tags }) => expirePages(tags)),
  'esims.label': handler(withEsim, labelWithOrder),
  'esims.refresh-usage': handler(z.object({}).loose(), refreshUsage),
  'fleet.sync': handler(z.object({}).loose(), syncFleet),
  'fleet.forget-records': handler(z.object({}).loose(), forgetRecords),
  'fleet.read-quotas': handler(z.object({}).loose(), readDueQuotas),
  'fleet.run': handler(z.object({ runId: z.uuid() }), continueRun),
  'fleet.top-up': handler(z.object({ topUpId: z.uuid() }), continueTopUp),
  'providers.probe': handler(z.object({}).loose(), probeProviders),
  'operations.tidy-up': handler(z.object({}).loose(), tidyUp),
  'providers.read-balances': handler(z.object({}).loose(), readBalances),
};
