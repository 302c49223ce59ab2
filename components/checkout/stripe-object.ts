import type { Stripe } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';

export type StripeSettings = { publishableKey: string; emulatorUrl: string | null };

function addScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src, async: true });
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error('the payment form did not load')));
    document.head.append(script);
  });
}

let loading: Promise<Stripe | null> | null = null;

/** Stripe.js, or in the sandbox its stand-in: the one place that chooses. */
export function stripeObject({ publishableKey, emulatorUrl }: StripeSettings): Promise<Stripe | null> {
  loading ??= (emulatorUrl ? addScript(`${emulatorUrl.replace(/\/$/, '')}/stripe.js`) : Promise.resolve()).then(() => loadStripe(publishableKey));
  return loading;
}
