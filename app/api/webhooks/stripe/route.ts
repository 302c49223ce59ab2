import { isAppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { applyPaymentEvent } from '@/lib/orders/apply-payment-event';
import { readPaymentEvent } from '@/lib/payments/webhook';
import { readRawBody } from '@/lib/web/raw-body';

export const dynamic = 'force-dynamic';

// 200 once stored, 400 on a bad signature, 500 on anything else so that Stripe sends it again.
export async function POST(request: Request): Promise<Response> {
  try {
    const received = readPaymentEvent(await readRawBody(request), request.headers.get('stripe-signature'));
    const outcome = await applyPaymentEvent(received);
    return Response.json({ received: outcome });
  } catch (error) {
    if (isAppError(error, 'bad-signature') || isAppError(error, 'body-too-large')) return Response.json({ error: error.code }, { status: 400 });
    log.error({ error }, 'webhook.stripe.failed');
    return Response.json({ error: 'unexpected' }, { status: 500 });
  }
}
