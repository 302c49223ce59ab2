'use client';

import { Elements } from '@stripe/react-stripe-js';
import { useEffect, useState } from 'react';
import { CheckoutTicket, type TicketFacts } from '@/components/checkout/checkout-ticket';
import { PayForm, type PayFormProps } from '@/components/checkout/pay-form';
import { stripeLook } from '@/components/checkout/stripe-look';
import { stripeObject, type StripeSettings } from '@/components/checkout/stripe-object';
import type { Wish } from '@/components/checkout/use-payment';

export type OrderFormProps = Pick<PayFormProps, 'plan' | 'attempt' | 'locale' | 'returnPath' | 'words' | 'start' | 'otherPlansHref' | 'isTopUp'> & {
  stripe: StripeSettings;
  ticket: TicketFacts;
  unitPriceMinor: number;
  email: string;
};

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

// Only browsers have Stripe.js; the server draws the form without it.
const inBrowser = (stripe: StripeSettings) => (typeof window === 'undefined' ? null : stripeObject(stripe));

/** Holds the wish and the price, outside of Stripe's part, so that loading that part again loses nothing. */
export function OrderForm({ stripe, ticket, unitPriceMinor, email, ...form }: OrderFormProps) {
  const [wish, setWish] = useState<Wish>({ email, quantity: 1, isDeviceConfirmed: form.isTopUp ?? false });
  const [price, setPrice] = useState(unitPriceMinor);
  const [loading, setLoading] = useState(() => ({ round: 0, object: inBrowser(stripe) }));
  const [isMissing, setMissing] = useState(false);
  const isDark = useDark();
  const totalMinor = price * wish.quantity;

  useEffect(() => {
    let isCurrent = true;
    void loading.object?.then((object) => {
      if (isCurrent) setMissing(object === null);
    });
    return () => {
      isCurrent = false;
    };
  }, [loading]);

  const loadAgain = () => {
    setMissing(false);
    setLoading(({ round }) => ({ round: round + 1, object: inBrowser(stripe) }));
  };
  const options = {
    mode: 'payment' as const, amount: totalMinor, currency: form.plan.currency.toLowerCase(), locale: form.locale,
    ...(typeof window === 'undefined' ? {} : { appearance: stripeLook(isDark) }),
  };
  return (
    <>
      <CheckoutTicket ticket={ticket} quantity={wish.quantity} unitPriceMinor={price} totalMinor={totalMinor} currency={form.plan.currency} locale={form.locale} />
      <Elements key={loading.round} stripe={loading.object} options={options}>
        <PayForm
          {...form} wish={wish} totalMinor={totalMinor} isStripeMissing={isMissing} onPrice={setPrice} onLoadAgain={loadAgain}
          onWish={(change) => setWish((known) => ({ ...known, ...change }))}
        />
      </Elements>
    </>
  );
}
