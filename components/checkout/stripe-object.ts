import type { Stripe } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';

export type StripeSettings = { publishableKey: string; emulatorUrl: string | null };

function addScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src, async: true });
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error('the payment form did not load'));
    });
    document.head.append(script);
  });
}

let loading: Promise<Stripe | null> | null = null;

async function load({ publishableKey, emulatorUrl }: StripeSettings): Promise<Stripe | null> {
  try {
    if (emulatorUrl) await addScript(`${emulatorUrl.replace(/\/$/, '')}/stripe.js`);
    return await loadStripe(publishableKey);
  } catch {
    loading = null;
    return null;
  }
}

/** Stripe.js, or in the sandbox its stand-in: the one place that chooses. Null when it did not load; asking again tries again. */
export function stripeObject(settings: StripeSettings): Promise<Stripe | null> {
  loading ??= load(settings);
  return loading;
}
