import 'server-only';
import Stripe from 'stripe';
import { env } from '@/lib/env';

const held = globalThis as typeof globalThis & { simplifyStripe?: Stripe };

function address(): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  const custom = env().STRIPE_API_URL;
  if (!custom) return {};
  const { hostname, port, protocol } = new URL(custom);
  const scheme = protocol === 'http:' ? 'http' : 'https';
  return { host: hostname, port: port || (scheme === 'http' ? 80 : 443), protocol: scheme };
}

/** Stripe's SDK with our time-outs; retries are safe because every write carries an idempotency key. */
export function stripe(): Stripe {
  held.simplifyStripe ??= new Stripe(env().STRIPE_SECRET_KEY, { ...address(), maxNetworkRetries: 2, timeout: 10_000, telemetry: false });
  return held.simplifyStripe;
}
