import { useElements, useStripe } from '@stripe/react-stripe-js';
import { useEffect, useRef, useState } from 'react';
import { failureOfPayment, failureOfStart, type FailureCode } from '@/components/checkout/failure';
import type { Locale } from '@/i18n/routing';
import { formatMoney } from '@/lib/money';
import type { ActionResult } from '@/lib/web/action';

export type Wish = { email: string; quantity: number; isDeviceConfirmed: boolean };
export type StartResult = ActionResult<{ outcome: 'placed'; orderId: string; clientSecret: string } | { outcome: 'already-paid'; orderId: string }>;
export type StartInput = {
  planSlug: string; attempt: number; quantity: number; email: string; deviceConfirmed: true; expectedTotalMinor: number; expectedCurrency: string; locale: Locale;
};
export type Gap = 'email' | 'device';
export type Failure = { code: FailureCode; values: Record<string, string> };
export type PaymentRequest = {
  wish: Wish;
  plan: { slug: string; currency: string };
  attempt: number;
  locale: Locale;
  returnPath: string;
  totalMinor: number;
  start: (input: StartInput) => Promise<StartResult>;
  onPrice: (unitPriceMinor: number) => void;
};

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const plain = (code: FailureCode): Failure => ({ code, values: {} });

/** Pays once however often it is asked: while one payment runs the others are ignored, and the shop gives a repeat the same PaymentIntent. */
export function usePayment(request: PaymentRequest) {
  const { wish, plan, attempt, locale, totalMinor } = request;
  const stripe = useStripe();
  const elements = useElements();
  const isRunning = useRef(false);
  // The order whose payment broke off: until it is known, nothing may claim that no money moved.
  const uncertain = useRef<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [gaps, setGaps] = useState<Gap[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);

  useEffect(() => {
    // Back from the order page, this page may wake up as it was left.
    const wake = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return;
      isRunning.current = false;
      setBusy(false);
    };
    addEventListener('pageshow', wake);
    return () => removeEventListener('pageshow', wake);
  }, []);

  const isComplete = (): boolean => {
    const found: Gap[] = [...(ADDRESS.test(wish.email.trim()) ? [] : ['email' as const]), ...(wish.isDeviceConfirmed ? [] : ['device' as const])];
    setGaps(found);
    setFailure(null);
    return found.length === 0;
  };

  const safely = (failure: Failure): Failure => (uncertain.current ? { code: 'outcome-unknown', values: { order: uncertain.current } } : failure);

  const refused = ({ code, fields, data }: StartResult & { ok: false }): Failure | null => {
    if (fields?.email) {
      setGaps(['email']);
      return null;
    }
    if (typeof data?.unitPriceMinor === 'number') request.onPrice(data.unitPriceMinor);
    const price = typeof data?.unitPriceMinor === 'number' ? formatMoney(data.unitPriceMinor * wish.quantity, plan.currency, locale) : '';
    return safely({ code: failureOfStart(code), values: { price, count: String(data?.maximum ?? '') } });
  };

  const attemptPayment = async (): Promise<Failure | 'left' | null> => {
    if (!stripe || !elements) return plain('not-loaded');
    const checked = await elements.submit();
    if (checked.error) return null;
    const result = await request.start({
      planSlug: plan.slug, attempt, quantity: wish.quantity, email: wish.email, deviceConfirmed: true, expectedTotalMinor: totalMinor, expectedCurrency: plan.currency, locale,
    });
    if (!result.ok) return refused(result);
    const address = new URL(`${request.returnPath}/${result.data.orderId}`, location.href).href;
    if (result.data.outcome === 'placed') {
      const confirmParams = { return_url: address, payment_method_data: { billing_details: { email: wish.email.trim() } } };
      const { error } = await stripe
        .confirmPayment({ elements, clientSecret: result.data.clientSecret, redirect: 'if_required', confirmParams })
        .catch(() => ({ error: { type: 'api_connection_error' } }));
      const code = error ? failureOfPayment(error) : 'paid-elsewhere';
      if (code !== null) uncertain.current = code === 'outcome-unknown' ? address : null;
      if (code !== 'paid-elsewhere') return code && safely(plain(code));
    }
    location.assign(address);
    return 'left';
  };

  const pay = async (): Promise<boolean> => {
    if (isRunning.current || !isComplete()) return false;
    isRunning.current = true;
    setBusy(true);
    const end = await attemptPayment().catch(() => safely(plain('try-again')));
    if (end === 'left') return true;
    isRunning.current = false;
    setBusy(false);
    setFailure(end);
    return false;
  };

  const forgive = (gap: Gap) => setGaps((known) => (known.includes(gap) ? known.filter((each) => each !== gap) : known));

  return { pay, isComplete, isBusy, gaps, forgive, failure, showNotLoaded: () => setFailure(plain('not-loaded')) };
}
