'use client';

import { Elements } from '@stripe/react-stripe-js';
import { useEffect, useState } from 'react';
import { PayForm, type PayFormProps } from '@/components/checkout/pay-form';
import { stripeObject, type StripeSettings } from '@/components/checkout/stripe-object';

export type OrderFormProps = Omit<PayFormProps, 'quantity' | 'onQuantity' | 'unitPriceMinor' | 'onPrice'> & { stripe: StripeSettings; unitPriceMinor: number };

const variables = (isDark: boolean) => ({
  theme: isDark ? ('night' as const) : ('stripe' as const),
  variables: { borderRadius: '10px', colorPrimary: isDark ? '#FF8A6C' : '#A52C10', colorBackground: isDark ? '#17181B' : '#FFFFFF', colorText: isDark ? '#F1EFE9' : '#15140F' },
});

function useDark(): boolean {
  const [isDark, setDark] = useState(false);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setDark(query.matches);
    follow();
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return isDark;
}

/** Holds quantity and price, and gives Stripe's form the amount it will charge. */
export function OrderForm({ stripe, unitPriceMinor, ...form }: OrderFormProps) {
  const [quantity, setQuantity] = useState(1);
  const [price, setPrice] = useState(unitPriceMinor);
  const isDark = useDark();
  // Only browsers have Stripe.js; the server draws the form without it.
  const [object] = useState(() => (typeof window === 'undefined' ? null : stripeObject(stripe)));
  const options = {
    mode: 'payment' as const, amount: price * quantity, currency: form.plan.currency.toLowerCase(),
    appearance: variables(isDark), locale: form.locale,
  };
  return (
    <Elements stripe={object} options={options}>
      <PayForm {...form} quantity={quantity} onQuantity={setQuantity} unitPriceMinor={price} onPrice={setPrice} />
    </Elements>
  );
}
